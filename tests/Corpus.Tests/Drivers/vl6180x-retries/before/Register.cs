namespace Drivers
{
    /// <summary>Registers of the VL6180X, whose addresses have 16 bits.</summary>
    internal enum Register : ushort
    {
        IdentificationModel = 0x000,
        IdentificationRevision = 0x001,
        ModeGpio1 = 0x011,
        InterruptConfiguration = 0x014,
        InterruptClear = 0x015,
        FreshOutOfReset = 0x016,
        GroupedParameterHold = 0x017,
        RangeStart = 0x018,
        RangeThresholdHigh = 0x019,
        RangeThresholdLow = 0x01A,
        RangeIntermeasurementPeriod = 0x01B,
        RangeMaximumConvergence = 0x01C,
        RangeCrosstalk = 0x01E,
        RangeOffset = 0x024,
        RangeRepeatRate = 0x031,
        LightStart = 0x038,
        LightIntermeasurementPeriod = 0x03E,
        LightGain = 0x03F,
        LightIntegration = 0x040,
        RangeStatus = 0x04D,
        LightStatus = 0x04E,
        InterruptStatus = 0x04F,
        LightValue = 0x050,
        RangeValue = 0x062,
        ReadoutAveraging = 0x10A,
    }
}
