namespace Drivers
{
    /// <summary>Registers of the MPR121.</summary>
    internal enum Register : byte
    {
        TouchStatus = 0x00,
        OutOfRange = 0x02,
        FilteredData = 0x04,
        Baseline = 0x1E,
        MaximumHalfDeltaRising = 0x2B,
        NoiseHalfDeltaRising = 0x2C,
        NoiseCountRising = 0x2D,
        DelayRising = 0x2E,
        MaximumHalfDeltaFalling = 0x2F,
        NoiseHalfDeltaFalling = 0x30,
        NoiseCountFalling = 0x31,
        DelayFalling = 0x32,
        NoiseHalfDeltaTouched = 0x33,
        NoiseCountTouched = 0x34,
        DelayTouched = 0x35,
        TouchThreshold = 0x41,
        ReleaseThreshold = 0x42,
        Debounce = 0x5B,
        ChargeCurrent = 0x5C,
        ChargeTime = 0x5D,
        ElectrodeConfiguration = 0x5E,
        AutoConfiguration0 = 0x7B,
        AutoConfiguration1 = 0x7C,
        UpperLimit = 0x7D,
        LowerLimit = 0x7E,
        TargetLevel = 0x7F,
        SoftReset = 0x80,
    }
}
