using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>One boot of a board: its load context, its program and its way to the hardware.</summary>
internal sealed class Boot
{
    /// <summary>What a boot loaded is memory that .NET's collector does not count: by itself it would not come for hundreds of boots, and each that is left makes the next ones slower.</summary>
    private const int BootsPerCollection = 16;

    private static int s_over;

    private readonly BootNetwork _network;

    internal Boot(SimulatedBoard board, BoardClock clock, ReleaseFiles release, Action<string> reset, Action wake)
    {
        var description = board.Description;
        Context = new BoardContext($"{description.Device} boot", release, BoardLibraries.All);
        var processor = new BootProcessor(Gate, clock);
        var bootClock = new BootClock(Gate, clock, processor, board.UtcSeconds);
        var assemblies = new BootAssemblies(Gate, Context, description.Hardware.Assemblies);
        _network = new BootNetwork(Gate, board.Connect(wake), wake);
        Hardware = new BootHardware
        {
            Pins = new BootPins(Gate, board.Pins),
            I2c = new BootBuses(Gate, board.Buses, bootClock),
            Flash = new BootFlash(Gate, board.FlashChip, bootClock, description.Hardware.FlashTiming),
            Clock = bootClock,
            Network = _network,
            Power = new BootPower(Gate, reset, assemblies, description.Hardware.HeapBytes),
            Processor = processor,
            Assemblies = assemblies,
            Trace = new BootTrace(Gate, board.Trace, clock),
            Settings = description.Setting,
        };
    }

    internal BootGate Gate { get; } = new();

    internal BoardContext Context { get; }

    internal IHardware Hardware { get; }

    internal IGuest? Guest { get; set; }

    internal void End()
    {
        Gate.End();
        _network.End();
        Guest = null;
        Context.Unload();
        if (Interlocked.Increment(ref s_over) % BootsPerCollection == 0)
        {
            GC.Collect();
        }
    }
}
