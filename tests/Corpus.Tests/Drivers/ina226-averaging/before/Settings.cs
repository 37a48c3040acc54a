namespace Drivers
{
    /// <summary>How many conversions make a measurement.</summary>
    public enum Averages
    {
        Of1 = 0,
        Of4 = 1,
        Of16 = 2,
        Of64 = 3,
        Of128 = 4,
        Of256 = 5,
        Of512 = 6,
        Of1024 = 7,
    }

    /// <summary>How long a conversion takes, in microseconds.</summary>
    public enum ConversionTime
    {
        Us140 = 0,
        Us204 = 1,
        Us332 = 2,
        Us588 = 3,
        Us1100 = 4,
        Us2116 = 5,
        Us4156 = 6,
        Us8244 = 7,
    }

    /// <summary>What the part measures.</summary>
    public enum OperatingMode
    {
        PowerDown = 0,
        ShuntOnce = 1,
        BusOnce = 2,
        BothOnce = 3,
        ShuntAlways = 5,
        BusAlways = 6,
        BothAlways = 7,
    }

    /// <summary>What the limit is for.</summary>
    public enum AlertKind
    {
        None = 0,
        PowerOver = 0x0800,
        BusUnder = 0x1000,
        BusOver = 0x2000,
        ShuntUnder = 0x4000,
        ShuntOver = 0x8000,
    }

    /// <summary>A limit was passed.</summary>
    public sealed class AlertEventArgs
    {
        internal AlertEventArgs(AlertKind kind, int milliamperes, int millivolts)
        {
            Kind = kind;
            Milliamperes = milliamperes;
            Millivolts = millivolts;
        }

        public AlertKind Kind { get; }

        public int Milliamperes { get; }

        public int Millivolts { get; }
    }

    public delegate void AlertHandler(object sender, AlertEventArgs e);
}
