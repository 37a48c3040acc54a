namespace Drivers
{
    /// <summary>Mailboxes of the CCS811.</summary>
    internal enum Register : byte
    {
        Status = 0x00,
        MeasurementMode = 0x01,
        AlgorithmResult = 0x02,
        RawData = 0x03,
        EnvironmentData = 0x05,
        Thresholds = 0x10,
        Baseline = 0x11,
        HardwareId = 0x20,
        HardwareVersion = 0x21,
        BootVersion = 0x23,
        ApplicationVersion = 0x24,
        ErrorId = 0xE0,
        ApplicationStart = 0xF4,
        SoftwareReset = 0xFF,
    }
}
