namespace Drivers
{
    /// <summary>Registers of the DRV2605L.</summary>
    internal enum Register : byte
    {
        Status = 0x00,
        Mode = 0x01,
        RealTimePlayback = 0x02,
        Library = 0x03,
        Sequence = 0x04,
        Go = 0x0C,
        OverdriveOffset = 0x0D,
        SustainPositive = 0x0E,
        SustainNegative = 0x0F,
        BrakeOffset = 0x10,
        AudioControl = 0x11,
        RatedVoltage = 0x16,
        OverdriveClamp = 0x17,
        CompensationResult = 0x18,
        BackForceResult = 0x19,
        Feedback = 0x1A,
        Control1 = 0x1B,
        Control2 = 0x1C,
        Control3 = 0x1D,
        SupplyVoltage = 0x21,
        ResonancePeriod = 0x22,
    }
}
