using nanoFramework.TestFramework;
using NanoLive.Signatures;

namespace DeviceTests
{
    /// <summary>P-256 signatures, good and bad, by NIST (CAVP, SigVer.rsp) and Project Wycheproof.</summary>
    [TestClass]
    public class EcdsaTests
    {
        private const int RecordBytes = 64 + 32 + 64 + 1;

        private readonly EcdsaP256Verification _verification = new EcdsaP256Verification();

        [TestMethod]
        public void Signatures_of_nist_are_judged_as_published()
        {
            Assert.AreEqual(15, Judge(World.Here.Bytes("vectors/nist")));
        }

        [TestMethod]
        public void Signatures_of_wycheproof_are_judged_as_published()
        {
            int judged = 0;
            byte[] vectors;
            for (int part = 0; (vectors = World.Here.Bytes("vectors/wycheproof" + part)) != null; part++)
            {
                judged += Judge(vectors);
            }

            Assert.IsTrue(judged > 200, "only " + judged);
        }

        [TestMethod]
        public void Size_of_the_slices_does_not_matter()
        {
            byte[] vectors = World.Here.Bytes("vectors/nist");
            for (int slice = 1; slice < 5000; slice = (slice * 3) + 1)
            {
                Assert.AreEqual(vectors[RecordBytes - 1] == 1, Judge(vectors, 0, slice), "slice " + slice);
            }
        }

        /// <summary>Records of key, digest, signature, and 1 for a good one.</summary>
        private int Judge(byte[] vectors)
        {
            int judged = 0;
            for (int at = 0; at < vectors.Length; at += RecordBytes, judged++)
            {
                Assert.AreEqual(vectors[at + RecordBytes - 1] == 1, Judge(vectors, at, 1000), "record " + judged);
            }

            return judged;
        }

        private bool Judge(byte[] vectors, int at, int slice)
        {
            _verification.Begin(vectors, at, vectors, at + 64, vectors, at + 96);
            int steps = 0;
            while (!_verification.Step(slice))
            {
                Assert.IsTrue(++steps < 10000);
            }

            return _verification.IsValid;
        }
    }
}
