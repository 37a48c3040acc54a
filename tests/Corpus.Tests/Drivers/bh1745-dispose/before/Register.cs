namespace Drivers
{
    /// <summary>Registers of the BH1745.</summary>
    internal enum Register : byte
    {
        SystemControl = 0x40,
        ModeControl1 = 0x41,
        ModeControl2 = 0x42,
        ModeControl3 = 0x44,
        RedData = 0x50,
        GreenData = 0x52,
        BlueData = 0x54,
        ClearData = 0x56,
        Interrupt = 0x60,
        Persistence = 0x61,
        HighThreshold = 0x62,
        LowThreshold = 0x64,
        ManufacturerId = 0x92,
    }
}
