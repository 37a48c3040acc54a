namespace NanoLive.Simulator;

/// <summary>
/// The weather outside as functions of time: a mean, a slow swing and a faster ripple whose phases come from the seed. Tests that want one
/// value say <see cref="Constant"/>.
/// </summary>
public sealed class WeatherScenario : IAirCondition
{
    private readonly WeatherCourse _temperature;
    private readonly WeatherCourse _pressure;
    private readonly WeatherCourse _humidity;
    private readonly WeatherCourse _wind;

    private WeatherScenario(string name, WeatherCourse temperatureC, WeatherCourse pressurePa, WeatherCourse humidityPercent, WeatherCourse windMPerS)
    {
        Name = name;
        _temperature = temperatureC;
        _pressure = pressurePa;
        _humidity = humidityPercent;
        _wind = windMPerS;
    }

    /// <summary>Names that <see cref="Named"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["autumn", "frost", "storm", "still"];

    /// <summary>As in board.json.</summary>
    public string Name { get; }

    /// <summary>Air that never changes.</summary>
    public static WeatherScenario Constant(double temperatureC, double pressurePa = 101325, double humidityPercent = 50, double windMetresPerSecond = 0) =>
        new(
            "constant",
            WeatherCourse.Steady(temperatureC),
            WeatherCourse.Steady(pressurePa),
            WeatherCourse.Steady(humidityPercent),
            WeatherCourse.Steady(windMetresPerSecond));

    /// <summary>One of <see cref="Names"/>; null when there is none of that name.</summary>
    public static WeatherScenario? Named(string name, ulong seed)
    {
        var random = SeededRandom.For(seed, "weather");
        WeatherCourse Course(double mean, double swing, double ripple) => new(mean, swing, ripple, random.NextFraction(), random.NextFraction());
        return name switch
        {
            "autumn" => new(name, Course(15, 0.8, 0.1), Course(100800, 60, 5), Course(72, 4, 0.5), Course(4, 2, 1)),
            "frost" => new(name, Course(-4, 1.5, 0.2), Course(102400, 40, 5), Course(85, 3, 0.5), Course(2, 1, 0.5)),
            "storm" => new(name, Course(11, 2, 0.5), Course(98200, 400, 40), Course(90, 6, 2), Course(14, 6, 5)),
            "still" => new(name, Course(15, 0.3, 0), Course(101700, 20, 0), Course(60, 2, 0), WeatherCourse.Steady(0)),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public double TemperatureC(long atUs) => _temperature.At(atUs);

    /// <inheritdoc/>
    public double PressurePa(long atUs) => _pressure.At(atUs);

    /// <inheritdoc/>
    public double HumidityPercent(long atUs) => Math.Clamp(_humidity.At(atUs), 0, 100);

    /// <summary>Wind in m/s, 0 or more.</summary>
    public double WindMetresPerSecond(long atUs) => Math.Max(0, _wind.At(atUs));
}
