using nanoFramework.TestFramework;
using NanoLive.Format;
using NanoLive.Signatures;
using NanoLive.Trust;

namespace DeviceTests
{
    /// <summary>A payload that is verified although nobody signed it: what is tested comes behind the signature.</summary>
    public static class Payloads
    {
        /// <summary>FORMAT.md: an array of the plan's and the assembly's byte strings.</summary>
        public static VerifiedPatch Of(byte[] plan, byte[] image)
        {
            byte[] payload = new byte[1 + HeadBytes(plan) + plan.Length + HeadBytes(image) + image.Length];
            payload[0] = 0x82;
            int at = Put(payload, 1, plan);
            Put(payload, at, image);
            Sha256 sha = new Sha256();
            byte[] digest = new byte[Sha256.DigestBytes];
            sha.Reset();
            sha.Append(payload, 0, payload.Length);
            sha.Finish(digest, 0);
            int status;
            PayloadVerification verification = new PayloadVerification(new SoftwareSignatures());
            verification.Begin(digest, payload.Length);
            Assert.AreEqual(Status.Ok, verification.Append(payload, 0, payload.Length));
            VerifiedPatch patch = verification.Finish(out status);
            Assert.AreEqual(Status.Ok, status);
            return patch;
        }

        // A byte string's head is as short as its length allows.
        private static int HeadBytes(byte[] bytes)
        {
            return bytes.Length < 24 ? 1 : bytes.Length < 256 ? 2 : 3;
        }

        private static int Put(byte[] payload, int at, byte[] bytes)
        {
            int head = HeadBytes(bytes);
            payload[at] = (byte)(head == 1 ? 0x40 + bytes.Length : head == 2 ? 0x58 : 0x59);
            for (int i = 1; i < head; i++)
            {
                payload[at + i] = (byte)(bytes.Length >> (8 * (head - 1 - i)));
            }

            bytes.CopyTo(payload, at + head);
            return at + head + bytes.Length;
        }
    }
}
