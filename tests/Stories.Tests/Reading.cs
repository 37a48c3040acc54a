using System.Text.Json.Serialization;

namespace NanoLive.Stories.Tests;

/// <summary>One sample, as the station's telemetry has it.</summary>
internal sealed record Reading
{
    /// <summary>From 1 at each boot.</summary>
    [JsonPropertyName("n")]
    public required int Number { get; init; }

    /// <summary>Milliseconds of the board's clock, which goes on over resets and power cuts.</summary>
    public required long AtMs { get; init; }

    public required bool Fresh { get; init; }

    public required int TemperatureCentiC { get; init; }

    public required int PressurePa { get; init; }

    public required int HumidityCentiPercent { get; init; }

    public required int WindMmPerS { get; init; }

    public required int WindEdges { get; init; }

    public required bool Heater { get; init; }

    public required int HoldMs { get; init; }

    public required int Lost { get; init; }
}
