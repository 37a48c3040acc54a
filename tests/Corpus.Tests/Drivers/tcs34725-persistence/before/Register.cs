using System;

namespace Drivers
{
    /// <summary>Registers of the TCS34725.</summary>
    internal enum Register : byte
    {
        Enable = 0x00,
        IntegrationTime = 0x01,
        WaitTime = 0x03,
        LowThreshold = 0x04,
        HighThreshold = 0x06,
        Persistence = 0x0C,
        Configuration = 0x0D,
        Control = 0x0F,
        Id = 0x12,
        Status = 0x13,
        ClearData = 0x14,
        RedData = 0x16,
        GreenData = 0x18,
        BlueData = 0x1A,
    }

    /// <summary>Bits of the register that switches things on.</summary>
    [Flags]
    internal enum Enables : byte
    {
        PowerOn = 0x01,
        Colours = 0x02,
        Wait = 0x08,
        Interrupt = 0x10,
    }
}
