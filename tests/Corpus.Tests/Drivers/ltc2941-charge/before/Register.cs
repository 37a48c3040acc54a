using System;

namespace Drivers
{
    /// <summary>Registers of the LTC2941; words have their higher byte first.</summary>
    internal enum Register : byte
    {
        Status = 0x00,
        Control = 0x01,
        Charge = 0x02,
        HighThreshold = 0x04,
        LowThreshold = 0x06,
    }

    /// <summary>What the part says of itself.</summary>
    [Flags]
    public enum GaugeStatus
    {
        None = 0x00,
        UndervoltageLockout = 0x01,
        BatteryAlert = 0x02,
        ChargeLow = 0x04,
        ChargeHigh = 0x08,
        Overflow = 0x20,
        IsLtc2941 = 0x80,
    }

    /// <summary>What its other pin is for.</summary>
    public enum AlertPin
    {
        Off = 0,
        ChargeComplete = 1,
        Alert = 2,
    }

    /// <summary>Below which voltage it warns.</summary>
    public enum BatteryWarning
    {
        Off = 0,
        Below2800 = 1,
        Below2900 = 2,
        Below3000 = 3,
    }
}
