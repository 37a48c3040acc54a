using System;

namespace Drivers
{
    /// <summary>What gives out a voltage.</summary>
    public enum PowerOutput
    {
        External = 0,
        Dcdc3 = 1,
        Ldo2 = 2,
        Ldo4 = 3,
        Dcdc2 = 4,
        Ldo3 = 6,
    }

    /// <summary>Up to where a battery is charged.</summary>
    public enum ChargeTarget
    {
        V4100 = 0,
        V4150 = 1,
        V4200 = 2,
        V4360 = 3,
    }

    /// <summary>What is measured.</summary>
    [Flags]
    public enum AdcChannels
    {
        None = 0x00,
        Temperature = 0x01,
        System = 0x02,
        VbusCurrent = 0x04,
        VbusVoltage = 0x08,
        AcinCurrent = 0x10,
        AcinVoltage = 0x20,
        BatteryCurrent = 0x40,
        BatteryVoltage = 0x80,
    }

    /// <summary>How a battery is.</summary>
    public enum BatteryState
    {
        Missing,
        Charging,
        Full,
        Discharging,
        Low,
    }

    /// <summary>What the key does.</summary>
    public enum PowerKeyTime
    {
        Ms128 = 0,
        Ms3000 = 1,
        Ms1000 = 2,
        Ms2000 = 3,
    }

    /// <summary>A supply came or went.</summary>
    public sealed class SupplyEventArgs
    {
        internal SupplyEventArgs(bool isThere)
        {
            IsThere = isThere;
        }

        public bool IsThere { get; }
    }

    public delegate void SupplyHandler(object sender, SupplyEventArgs e);
}
