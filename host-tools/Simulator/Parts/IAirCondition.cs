namespace NanoLive.Simulator;

/// <summary>The air around a sensor at a moment, in microseconds since power-on. Pure: the same moment gives the same air.</summary>
public interface IAirCondition
{
    /// <summary>Degrees Celsius.</summary>
    double TemperatureC(long atUs);

    /// <summary>Pascal.</summary>
    double PressurePa(long atUs);

    /// <summary>Relative humidity, 0 to 100.</summary>
    double HumidityPercent(long atUs);
}
