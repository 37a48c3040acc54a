namespace NanoLive.Ports
{
    /// <summary>
    /// SHA-256 (FIPS 180-4) and ECDSA on P-256 with it (FIPS 186-5; ES256), which all trust of a board rests on. <c>NanoLive.Signatures</c> does both in
    /// software; a board whose secure element or firmware does them brings its own. One digest and one signature at a time: the runtime's stages follow
    /// one another.
    /// </summary>
    public interface ISignatures
    {
        /// <summary>Whether the signature is good; false until <see cref="Step"/> has said that it finished.</summary>
        bool IsGood { get; }

        /// <summary>Forgets what was going on and begins a digest.</summary>
        void BeginDigest();

        void Append(byte[] buffer, int offset, int count);

        /// <summary>Of what was appended since it began: 32 bytes, the caller's from now on.</summary>
        byte[] EndDigest();

        /// <summary>
        /// Forgets what was going on and begins to look at a signature, r and s behind one another (RFC 9053, 2.1), by the key whose point is X and Y: 64 bytes
        /// each, big endian. Whatever they hold, they make no fault: a key that is not on the curve has no good signatures.
        /// </summary>
        void BeginSignature(byte[] publicKey, byte[] digest, byte[] signature);

        /// <summary>A slice of the work, or all of it where it is quick; true when finished.</summary>
        /// <param name="multiplications">How many field multiplications the loop has time for, of about 1,000 IL instructions each; at least 1.</param>
        bool Step(int multiplications);
    }
}
