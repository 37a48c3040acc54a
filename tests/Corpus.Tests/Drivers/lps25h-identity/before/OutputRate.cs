namespace Drivers
{
    /// <summary>How often the part measures by itself.</summary>
    public enum OutputRate
    {
        OneShot = 0,
        Hz1 = 1,
        Hz7 = 2,
        Hz12AndAHalf = 3,
        Hz25 = 4,
    }

    /// <summary>Internal averages, of pressure.</summary>
    public enum PressureAverage
    {
        Of8 = 0,
        Of32 = 1,
        Of128 = 2,
        Of512 = 3,
    }

    /// <summary>Internal averages, of temperature.</summary>
    public enum TemperatureAverage
    {
        Of8 = 0,
        Of16 = 1,
        Of32 = 2,
        Of64 = 3,
    }
}
