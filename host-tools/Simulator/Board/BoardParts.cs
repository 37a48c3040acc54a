namespace NanoLive.Simulator;

/// <summary>What is soldered to a board. Asking for a part that the board does not have throws.</summary>
public sealed class BoardParts
{
    private readonly List<IBoardPart> _all = [];

    internal BoardParts(WeatherScenario weather, HeatedBox box)
    {
        Weather = weather;
        Box = box;
    }

    /// <summary>The weather outside.</summary>
    public WeatherScenario Weather { get; }

    /// <summary>The air in the instrument box, where the BME280 is.</summary>
    public HeatedBox Box { get; }

    /// <summary>The first BME280.</summary>
    public Bme280 Bme280 => Get<Bme280>();

    /// <summary>The first anemometer.</summary>
    public CupAnemometer Anemometer => Get<CupAnemometer>();

    /// <summary>The heater's relay.</summary>
    public HeaterOutput Heater => Get<HeaterOutput>();

    /// <summary>The ranger.</summary>
    public UltrasonicRanger Ranger => Get<UltrasonicRanger>();

    /// <summary>Every part, in the order in which they were attached.</summary>
    public IReadOnlyList<IBoardPart> All => _all;

    /// <summary>The first part of a kind.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TPart Get<TPart>()
        where TPart : IBoardPart =>
        _all.OfType<TPart>().FirstOrDefault() ?? throw new InvalidOperationException($"this board has no {typeof(TPart).Name}");

    internal void Add(IBoardPart part) => _all.Add(part);
}
