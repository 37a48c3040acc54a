namespace NanoLive.Update
{
    /// <summary>Where a board is with an update.</summary>
    public static class UpdatePhase
    {
        /// <summary>Nothing is going on; offers are taken.</summary>
        public const int Idle = 0;

        /// <summary>Signature and manifest of an offer, or the digest of what arrived, are looked at in slices.</summary>
        public const int Verifying = 1;

        /// <summary>The payload comes in chunks.</summary>
        public const int Downloading = 2;

        /// <summary>Loading, and finding out whether objects can be swapped.</summary>
        public const int Preparing = 3;

        /// <summary>Everything is ready; a moment without callers on other threads is awaited.</summary>
        public const int Waiting = 4;

        /// <summary>The new objects are live and watched.</summary>
        public const int Trial = 5;

        /// <summary>The board is about to reset.</summary>
        public const int Rebooting = 6;

        /// <summary>The word of FORMAT.md, "State".</summary>
        [ForTools]
        public static string Name(int phase)
        {
            switch (phase)
            {
                case Idle:
                    return "idle";
                case Verifying:
                    return "verifying";
                case Downloading:
                    return "downloading";
                case Preparing:
                    return "preparing";
                case Waiting:
                    return "waiting";
                case Trial:
                    return "trial";
                default:
                    return "rebooting";
            }
        }
    }
}
