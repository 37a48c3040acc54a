using NanoLive.Format;

namespace NanoLive.Trust
{
    /// <summary>
    /// What a trusted key signed for this board, this release and this moment. Holding one proves that every check of
    /// <see cref="ManifestVerification"/> passed on exactly these fields. It proves nothing about the payload's bytes: those have yet to
    /// arrive and be compared with the digest. Made by <see cref="ManifestVerification"/> only.
    /// </summary>
    [ForTools]
    public sealed class VerifiedManifest
    {
        internal VerifiedManifest(ParsedOffer offer)
        {
            Sequence = offer.Sequence;
            PayloadDigest = offer.PayloadDigest;
            PayloadLengthBytes = offer.PayloadLengthBytes;
            ChunkLengthBytes = offer.ChunkLengthBytes;
            if (offer.PayloadOffset >= 0)
            {
                InlineBuffer = offer.Envelope;
                InlineOffset = offer.PayloadOffset;
            }
        }

        public readonly long Sequence;

        /// <summary>32 bytes.</summary>
        public readonly byte[] PayloadDigest;

        public readonly int PayloadLengthBytes;

        /// <summary>Length of every chunk but the last.</summary>
        public readonly int ChunkLengthBytes;

        /// <summary>Where the payload lies, <see cref="PayloadLengthBytes"/> from <see cref="InlineOffset"/>; null: it comes in chunks.</summary>
        public readonly byte[] InlineBuffer;

        public readonly int InlineOffset;
    }
}
