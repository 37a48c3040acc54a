using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>The hardware of one board as one boot reaches it.</summary>
internal sealed class BootHardware : IHardware
{
    public required IPins Pins { get; init; }

    public required II2cBuses I2c { get; init; }

    public required IFlashChip Flash { get; init; }

    public required IBoardClock Clock { get; init; }

    public required INetwork Network { get; init; }

    public required IPower Power { get; init; }

    public required IProcessor Processor { get; init; }

    public required IAssemblyMemory Assemblies { get; init; }

    public required IBoardTrace Trace { get; init; }

    internal required Func<string, string?> Settings { get; init; }

    public string? Setting(string name) => Settings(name);
}
