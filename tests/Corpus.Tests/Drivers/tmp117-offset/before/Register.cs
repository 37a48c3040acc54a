namespace Drivers
{
    /// <summary>Registers of the TMP117, 16 bits each.</summary>
    internal enum Register : byte
    {
        Temperature = 0x00,
        Configuration = 0x01,
        HighLimit = 0x02,
        LowLimit = 0x03,
        EepromUnlock = 0x04,
        Eeprom1 = 0x05,
        Eeprom2 = 0x06,
        Offset = 0x07,
        Eeprom3 = 0x08,
        DeviceId = 0x0F,
    }
}
