namespace NanoLive.Storage
{
    /// <summary>What a payload slot is good for. Numbers on flash; FORMAT.md, "Journal".</summary>
    internal static class SlotState
    {
        /// <summary>Nothing to keep; digest and sequence are remembered so that the same patch may come again.</summary>
        public const int Free = 0;

        /// <summary>Reserved; some of the payload may be there.</summary>
        public const int Staging = 1;

        /// <summary>All of the payload is there.</summary>
        public const int Staged = 2;

        /// <summary>Waits for the next reboot.</summary>
        public const int Pending = 3;

        /// <summary>Runs, and a reset ends it.</summary>
        public const int Trial = 4;

        /// <summary>Runs at every boot.</summary>
        public const int Confirmed = 5;

        /// <summary>Never again.</summary>
        public const int Failed = 6;
    }
}
