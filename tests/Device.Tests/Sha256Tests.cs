using System;
using nanoFramework.TestFramework;
using NanoLive.Signatures;

namespace DeviceTests
{
    /// <summary>SHA-256 with NIST's published messages (CAVP, SHA256ShortMsg.rsp), and long ones.</summary>
    [TestClass]
    public class Sha256Tests
    {
        private readonly Sha256 _sha = new Sha256();
        private readonly byte[] _digest = new byte[Sha256.DigestBytes];

        [TestMethod]
        public void Published_messages_have_their_digests()
        {
            // Length in bytes, message, digest; and so on.
            byte[] vectors = World.Here.Bytes("vectors/sha256");
            int messages = 0;
            for (int at = 0; at < vectors.Length; messages++)
            {
                int length = vectors[at];
                Hash(vectors, at + 1, length, length);
                AssertDigest(vectors, at + 1 + length);
                at += 1 + length + Sha256.DigestBytes;
            }

            Assert.AreEqual(65, messages);
        }

        [TestMethod]
        public void Million_times_the_letter_a_has_its_digest()
        {
            // FIPS 180-2, B.3
            byte[] letters = new byte[1000];
            for (int i = 0; i < letters.Length; i++)
            {
                letters[i] = 0x61;
            }

            _sha.Reset();
            for (int i = 0; i < 1000; i++)
            {
                _sha.Append(letters, 0, letters.Length);
            }

            _sha.Finish(_digest, 0);
            byte[] expected =
            {
                0xCD, 0xC7, 0x6E, 0x5C, 0x99, 0x14, 0xFB, 0x92, 0x81, 0xA1, 0xC7, 0xE2, 0x84, 0xD7, 0x3E, 0x67,
                0xF1, 0x80, 0x9A, 0x48, 0xA4, 0x97, 0x20, 0x0E, 0x04, 0x6D, 0x39, 0xCC, 0xC7, 0x11, 0x2C, 0xD0,
            };
            AssertDigest(expected, 0);
        }

        [TestMethod]
        public void Message_in_pieces_of_any_size_has_the_digest_of_the_whole()
        {
            byte[] message = new byte[300];
            for (int i = 0; i < message.Length; i++)
            {
                message[i] = (byte)((i * 7) ^ (i >> 3));
            }

            Hash(message, 0, message.Length, message.Length);
            byte[] whole = (byte[])_digest.Clone();
            for (int piece = 1; piece < 140; piece += 9)
            {
                Hash(message, 0, message.Length, piece);
                AssertDigest(whole, 0);
            }
        }

        private void Hash(byte[] bytes, int offset, int count, int piece)
        {
            _sha.Reset();
            for (int at = 0; at < count; at += piece)
            {
                _sha.Append(bytes, offset + at, piece < count - at ? piece : count - at);
            }

            _sha.Finish(_digest, 0);
        }

        private void AssertDigest(byte[] expected, int offset)
        {
            for (int i = 0; i < _digest.Length; i++)
            {
                Assert.AreEqual(expected[offset + i], _digest[i], "byte " + i);
            }
        }
    }
}
