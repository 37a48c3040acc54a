namespace NanoLive.Format
{
    /// <summary>
    /// An envelope that was read. Holding one proves that the bytes are one whole envelope of this format within <see cref="FormatLimit"/>,
    /// that every field below was present once and in range, and that it asks for nothing this board does not know. It proves nothing
    /// about who made it: anybody can. Made by <see cref="OfferParser"/> only.
    /// </summary>
    public sealed class ParsedOffer
    {
        internal ParsedOffer(byte[] envelope)
        {
            Envelope = envelope;
            PayloadOffset = -1;
        }

        /// <summary>What was read; the offer's own from then on, nobody else writes to it. The offsets below are into it.</summary>
        public byte[] Envelope { get; }

        /// <summary>The manifest with its byte string head: what <see cref="ManifestDigest"/> covers.</summary>
        public int ManifestOffset { get; internal set; }

        public int ManifestLength { get; internal set; }

        /// <summary>SHA-256 that the signature vouches for, 32 bytes. Whether it is the manifest's is for Trust to find out.</summary>
        public byte[] ManifestDigest { get; internal set; }

        /// <summary>SUIT_Digest with its byte string head: the payload of the signature.</summary>
        public int SignedDigestOffset { get; internal set; }

        public int SignedDigestLength { get; internal set; }

        /// <summary>Protected header of COSE_Sign1 with its byte string head.</summary>
        public int ProtectedOffset { get; internal set; }

        public int ProtectedLength { get; internal set; }

        /// <summary>First 8 bytes of SHA-256 over the 64 bytes of the signing key; null when the envelope names none.</summary>
        public byte[] KeyId { get; internal set; }

        /// <summary>r and s, 32 bytes each, big endian (RFC 9053, section 2.1).</summary>
        public byte[] Signature { get; internal set; }

        /// <summary>0 to 2^63 - 1.</summary>
        public long Sequence { get; internal set; }

        /// <summary>16 bytes.</summary>
        public byte[] VendorId { get; internal set; }

        /// <summary>16 bytes.</summary>
        public byte[] ClassId { get; internal set; }

        /// <summary>Digest of the release, 32 bytes.</summary>
        public byte[] BaseDigest { get; internal set; }

        /// <summary>A value of <see cref="AssemblyGeneration"/>, or a number that this board does not know.</summary>
        public int Generation { get; internal set; }

        /// <summary>SHA-256 of the payload, 32 bytes.</summary>
        public byte[] PayloadDigest { get; internal set; }

        /// <summary>1 to <see cref="FormatLimit.PayloadBytes"/>.</summary>
        public int PayloadLengthBytes { get; internal set; }

        /// <summary><see cref="FormatLimit.LeastChunkBytes"/> to <see cref="FormatLimit.ChunkBytes"/>.</summary>
        public int ChunkLengthBytes { get; internal set; }

        /// <summary>Seconds since 1970-01-01 UTC; 0: never.</summary>
        public long ExpirySeconds { get; internal set; }

        /// <summary>Null: any device.</summary>
        public string DeviceId { get; internal set; }

        /// <summary>Where in the envelope the payload lies; -1 when it comes in chunks.</summary>
        public int PayloadOffset { get; internal set; }

        /// <summary>Length of the payload in the envelope; 0 when it comes in chunks.</summary>
        public int InlineLengthBytes { get; internal set; }
    }
}
