namespace Drivers
{
    /// <summary>Registers of the MAX30102.</summary>
    internal enum Register : byte
    {
        InterruptStatus1 = 0x00,
        InterruptStatus2 = 0x01,
        InterruptEnable1 = 0x02,
        InterruptEnable2 = 0x03,
        FifoWritePointer = 0x04,
        FifoOverflow = 0x05,
        FifoReadPointer = 0x06,
        FifoData = 0x07,
        FifoConfiguration = 0x08,
        ModeConfiguration = 0x09,
        SpO2Configuration = 0x0A,
        RedCurrent = 0x0C,
        InfraredCurrent = 0x0D,
        MultiLed1 = 0x11,
        MultiLed2 = 0x12,
        TemperatureWhole = 0x1F,
        TemperatureFraction = 0x20,
        TemperatureConfiguration = 0x21,
        RevisionId = 0xFE,
        PartId = 0xFF,
    }
}
