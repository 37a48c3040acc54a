namespace Drivers
{
    /// <summary>Registers of the LPS25H.</summary>
    internal enum Register : byte
    {
        ReferencePressureXl = 0x08,
        ReferencePressureL = 0x09,
        ReferencePressureH = 0x0A,
        WhoAmI = 0x0F,
        ResolutionConfiguration = 0x10,
        Control1 = 0x20,
        Control2 = 0x21,
        Control3 = 0x22,
        Control4 = 0x23,
        InterruptConfiguration = 0x24,
        InterruptSource = 0x25,
        Status = 0x27,
        PressureOutXl = 0x28,
        TemperatureOutL = 0x2B,
        FifoControl = 0x2E,
        FifoStatus = 0x2F,
        ThresholdL = 0x30,
        PressureOffsetL = 0x39,
    }
}
