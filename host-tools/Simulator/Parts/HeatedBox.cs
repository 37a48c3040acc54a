namespace NanoLive.Simulator;

/// <summary>
/// The air in an instrument box with a heater: a body of first order. Switched on, the box tends to <see cref="GainC"/> above the outside with
/// the time constant <see cref="TimeConstantS"/>; switched off, back to it. Water vapour is the outside's, so relative humidity falls as the box warms.
/// </summary>
public sealed class HeatedBox(IAirCondition outside) : IAirCondition
{
    private long _switchedUs;
    private double _riseAtSwitchC;

    /// <summary>Kelvin above the outside that a heater that never stops would reach.</summary>
    public double GainC { get; init; } = 8;

    /// <summary>Seconds after which 63 % of a change are reached.</summary>
    public double TimeConstantS { get; init; } = 12;

    /// <summary>Whether the heater is on.</summary>
    public bool IsHeating { get; private set; }

    /// <summary>Switches the heater.</summary>
    public void Heat(bool on, long atUs)
    {
        _riseAtSwitchC = RiseC(atUs);
        _switchedUs = atUs;
        IsHeating = on;
    }

    /// <inheritdoc/>
    public double TemperatureC(long atUs) => outside.TemperatureC(atUs) + RiseC(atUs);

    /// <inheritdoc/>
    public double PressurePa(long atUs) => outside.PressurePa(atUs);

    /// <inheritdoc/>
    public double HumidityPercent(long atUs) =>
        Math.Clamp(outside.HumidityPercent(atUs) * SaturationPa(outside.TemperatureC(atUs)) / SaturationPa(TemperatureC(atUs)), 0, 100);

    // Magnus formula over water, coefficients of Sonntag (1990).
    private static double SaturationPa(double temperatureC) => 611.2 * Math.Exp(17.62 * temperatureC / (243.12 + temperatureC));

    private double RiseC(long atUs)
    {
        double target = IsHeating ? GainC : 0;
        return target + ((_riseAtSwitchC - target) * Math.Exp(-Math.Max(0, atUs - _switchedUs) / (TimeConstantS * 1e6)));
    }
}
