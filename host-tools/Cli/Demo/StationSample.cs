using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoLive.Cli.Demo;

/// <summary>One sample of a weather station, as its telemetry has it.</summary>
public sealed record StationSample
{
    /// <summary>From 1 at each boot.</summary>
    [JsonPropertyName("n")]
    public required int Number { get; init; }

    /// <summary>Milliseconds of the board's clock.</summary>
    public required long AtMs { get; init; }

    public required bool Fresh { get; init; }

    public required int TemperatureCentiC { get; init; }

    public required int PressurePa { get; init; }

    public required int WindEdges { get; init; }

    public required bool Heater { get; init; }

    /// <summary>Samples that were overwritten before they could be sent.</summary>
    public required int Lost { get; init; }

    /// <summary>Which boot of the board this is, from 1; set by the receiver.</summary>
    [JsonIgnore]
    public int Boot { get; init; } = 1;

    /// <summary>Null when it is no sample.</summary>
    public static StationSample? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<StationSample>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
