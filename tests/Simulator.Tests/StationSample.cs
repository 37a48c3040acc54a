namespace NanoLive.Simulator.Tests;

/// <summary>A line of the station's telemetry.</summary>
internal sealed record StationSample(
    int N,
    long AtMs,
    bool Fresh,
    int TemperatureCentiC,
    int PressurePa,
    int HumidityCentiPercent,
    int WindMmPerS,
    int WindEdges,
    bool Heater,
    int HoldMs,
    int Lost);
