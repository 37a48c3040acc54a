namespace NanoLive.Trust
{
    /// <summary>What the board knows at the moment an offer arrives, beyond its identity.</summary>
    [ForTools]
    public sealed class OfferLimits
    {
        /// <summary>Highest sequence number of any manifest accepted so far, by the store; an offer must be above it.</summary>
        public long HighestSequence;

        /// <summary>
        /// Digest, 32 bytes, of the payload that the manifest of <see cref="HighestSequence"/> named and that the board wants again, because a
        /// reset interrupted its download or its trial: an offer of the same number and payload passes. Null: none.
        /// </summary>
        public byte[] ResumedDigest;

        /// <summary>Seconds since 1970-01-01 UTC; 0: the board has not been told, and expiry is not looked at.</summary>
        public long UtcSeconds;

        /// <summary>The longest payload that the board's flash holds.</summary>
        public int SlotLengthBytes;
    }
}
