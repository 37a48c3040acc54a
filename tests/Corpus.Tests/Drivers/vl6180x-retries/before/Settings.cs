namespace Drivers
{
    /// <summary>What the light's counts are multiplied by.</summary>
    public enum LightGain
    {
        X20 = 0,
        X10 = 1,
        X5 = 2,
        X2_5 = 3,
        X1_67 = 4,
        X1_25 = 5,
        X1 = 6,
        X40 = 7,
    }

    /// <summary>How a range went.</summary>
    public enum RangeError
    {
        None = 0,
        VcselContinuity = 1,
        VcselWatchdog = 2,
        Pll1 = 4,
        Pll2 = 5,
        EarlyConvergence = 6,
        NoConvergence = 7,
        RangeIgnored = 8,
        SignalToNoise = 11,
        RawUnderflow = 12,
        RawOverflow = 13,
        RangeUnderflow = 14,
        RangeOverflow = 15,
    }

    /// <summary>Something came near, or went.</summary>
    public sealed class PresenceEventArgs
    {
        internal PresenceEventArgs(bool isPresent, int millimetres)
        {
            IsPresent = isPresent;
            Millimetres = millimetres;
        }

        public bool IsPresent { get; }

        public int Millimetres { get; }
    }

    public delegate void PresenceHandler(object sender, PresenceEventArgs e);
}
