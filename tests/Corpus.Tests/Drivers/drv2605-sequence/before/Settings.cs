namespace Drivers
{
    /// <summary>What starts the motor.</summary>
    public enum HapticMode
    {
        InternalTrigger = 0,
        EdgeTrigger = 1,
        LevelTrigger = 2,
        PwmInput = 3,
        AudioInput = 4,
        RealTime = 5,
        Diagnostics = 6,
        Calibration = 7,
    }

    /// <summary>Which motor's effects.</summary>
    public enum EffectLibrary
    {
        Empty = 0,
        StrongMotor = 1,
        FastMotor = 2,
        SlowMotor = 3,
        SlowerMotor = 4,
        SlowestMotor = 5,
        Resonant = 6,
    }

    /// <summary>Some of the effects that are in the part.</summary>
    public enum Effect
    {
        None = 0,
        StrongClick = 1,
        SharpClick = 4,
        SoftBump = 7,
        DoubleClick = 10,
        TripleClick = 12,
        SoftFuzz = 13,
        StrongBuzz = 14,
        Alert750 = 15,
        Alert1000 = 16,
        SharpTick = 24,
        ShortDoubleClick = 27,
        LongBuzz = 118,
    }

    /// <summary>The part is too hot, or drew too much.</summary>
    public sealed class HapticFaultException : System.Exception
    {
        internal HapticFaultException(int status) : base("fault " + status)
        {
            Status = status;
        }

        public int Status { get; }
    }
}
