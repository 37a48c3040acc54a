using NanoLive.Ports;

namespace NanoLive.Signatures
{
    /// <summary>Digests and signatures in software, for boards that have nothing better. Some 5 KB of heap, taken once.</summary>
    public sealed class SoftwareSignatures : ISignatures
    {
        private readonly Sha256 _sha = new Sha256();
        private readonly EcdsaP256Verification _verification = new EcdsaP256Verification();

        /// <inheritdoc/>
        public bool IsGood
        {
            get { return _verification.IsValid; }
        }

        /// <inheritdoc/>
        public void BeginDigest()
        {
            _sha.Reset();
        }

        /// <inheritdoc/>
        public void Append(byte[] buffer, int offset, int count)
        {
            _sha.Append(buffer, offset, count);
        }

        /// <inheritdoc/>
        public byte[] EndDigest()
        {
            byte[] digest = new byte[Sha256.DigestBytes];
            _sha.Finish(digest, 0);
            return digest;
        }

        /// <inheritdoc/>
        public void BeginSignature(byte[] publicKey, byte[] digest, byte[] signature)
        {
            _verification.Begin(publicKey, 0, digest, 0, signature, 0);
        }

        /// <inheritdoc/>
        public bool Step(int multiplications)
        {
            return _verification.Step(multiplications);
        }
    }
}
