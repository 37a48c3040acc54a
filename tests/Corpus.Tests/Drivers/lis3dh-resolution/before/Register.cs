namespace Drivers
{
    /// <summary>Registers of the LIS3DH.</summary>
    internal enum Register : byte
    {
        StatusAux = 0x07,
        Adc1Low = 0x08,
        WhoAmI = 0x0F,
        Control0 = 0x1E,
        TemperatureConfiguration = 0x1F,
        Control1 = 0x20,
        Control2 = 0x21,
        Control3 = 0x22,
        Control4 = 0x23,
        Control5 = 0x24,
        Control6 = 0x25,
        Reference = 0x26,
        Status = 0x27,
        OutXLow = 0x28,
        FifoControl = 0x2E,
        FifoSource = 0x2F,
        Interrupt1Configuration = 0x30,
        Interrupt1Source = 0x31,
        Interrupt1Threshold = 0x32,
        Interrupt1Duration = 0x33,
        ClickConfiguration = 0x38,
        ClickSource = 0x39,
        ClickThreshold = 0x3A,
        TimeLimit = 0x3B,
        TimeLatency = 0x3C,
        TimeWindow = 0x3D,
    }
}
