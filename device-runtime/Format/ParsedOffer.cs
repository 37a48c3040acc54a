namespace NanoLive.Format
{
    /// <summary>
    /// An envelope that was read. Holding one proves that the bytes are one whole envelope of this format within <see cref="FormatLimit"/>,
    /// that every field below was present once and in range, and that it asks for nothing this board does not know. It proves nothing
    /// about who made it: anybody can. Made and filled by <see cref="OfferParser"/> only; fields, because an accessor each would cost a board 1 KB.
    /// </summary>
    [ForTools]
    public sealed class ParsedOffer
    {
        internal ParsedOffer(byte[] envelope)
        {
            Envelope = envelope;
        }

        /// <summary>What was read; the offer's own from then on, nobody else writes to it. The offsets below are into it.</summary>
        public readonly byte[] Envelope;

        /// <summary>The manifest with its byte string head: what <see cref="ManifestDigest"/> covers.</summary>
        public int ManifestOffset;

        public int ManifestLength;

        /// <summary>SHA-256 that the signature vouches for, 32 bytes. Whether it is the manifest's is for Trust to find out.</summary>
        public byte[] ManifestDigest;

        /// <summary>SUIT_Digest with its byte string head: the payload of the signature.</summary>
        public int SignedDigestOffset;

        public int SignedDigestLength;

        /// <summary>Protected header of COSE_Sign1 with its byte string head.</summary>
        public int ProtectedOffset;

        public int ProtectedLength;

        /// <summary>First 8 bytes of SHA-256 over the 64 bytes of the signing key; null when the envelope names none.</summary>
        public byte[] KeyId;

        /// <summary>r and s, 32 bytes each, big endian (RFC 9053, section 2.1).</summary>
        public byte[] Signature;

        /// <summary>0 to 2^63 - 1.</summary>
        public long Sequence;

        /// <summary>16 bytes.</summary>
        public byte[] VendorId;

        /// <summary>16 bytes.</summary>
        public byte[] ClassId;

        /// <summary>Digest of the release, 32 bytes.</summary>
        public byte[] BaseDigest;

        /// <summary>A value of <see cref="AssemblyGeneration"/>, or a number that this board does not know.</summary>
        public int Generation;

        /// <summary>SHA-256 of the payload, 32 bytes.</summary>
        public byte[] PayloadDigest;

        /// <summary>1 to <see cref="FormatLimit.PayloadBytes"/>.</summary>
        public int PayloadLengthBytes;

        /// <summary><see cref="FormatLimit.LeastChunkBytes"/> to <see cref="FormatLimit.ChunkBytes"/>.</summary>
        public int ChunkLengthBytes;

        /// <summary>Seconds since 1970-01-01 UTC; 0: never.</summary>
        public long ExpirySeconds;

        /// <summary>Null: any device.</summary>
        public string DeviceId;

        /// <summary>Where in the envelope the payload lies; -1 when it comes in chunks.</summary>
        public int PayloadOffset = -1;

        /// <summary>Length of the payload in the envelope; 0 when it comes in chunks.</summary>
        public int InlineLengthBytes;
    }
}
