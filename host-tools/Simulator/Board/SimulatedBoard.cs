using NanoLive.Patching;

namespace NanoLive.Simulator;

/// <summary>
/// A board in a process: the device assemblies of a release, byte for byte, on simulated hardware. In a test:
/// <code>
/// using var board = SimulatedBoard.Flash(build, [key]);
/// board.RunFor(TimeSpan.FromSeconds(5));
/// Assert.Equal(1, board.Parts.Bme280.Resets);
/// board.Publish(offer);
/// Assert.True(board.RunUntil(() => board.StateText.Contains("trial"), TimeSpan.FromSeconds(30)));
/// </code>
/// That is virtual time: as fast as possible, on the caller's thread, and equal inputs give equal traces. <see cref="RunInRealTime"/> follows
/// the wall clock instead, for boards with a real broker.
/// </summary>
public sealed partial class SimulatedBoard : IDisposable
{
    private readonly BoardClock _clock;
    private readonly BoardLife _life;
    private readonly SimulatedWorld? _world;
    private SimulatedLink? _link;

    private SimulatedBoard(ReleaseFiles release, BoardDescription description, SimulatedFlash flash, BoardTrace trace, SimulatedWorld? world)
    {
        if (description.Complaint() is { } complaint)
        {
            throw new ArgumentException(complaint, nameof(description));
        }

        Description = description;
        FlashChip = flash;
        Trace = trace;
        _world = world;
        Time = new SimulatedTime();
        Time.AdvanceTo(world?.NowUs ?? 0);
        _clock = new BoardClock(Time);
        Pins = new PinBank(description.Hardware.Pins, () => _clock.NowUs, trace.KeepRecords);
        Buses = new I2cBusSet(description.Hardware.I2cClockHz);
        _life = new BoardLife(this, _clock, release);
        BoardTracing.Observe(this, _clock, _life);
        Parts = BoardWiring.Build(description, Time, Pins, Buses);
        foreach (var part in Parts.All)
        {
            BoardTracing.Observe(part, trace);
        }

        flash.PowerLost += _life.LosePower;
        world?.Add(this);
    }

    /// <summary>What makes this board the one it is.</summary>
    public BoardDescription Description { get; }

    /// <summary>The board's line of time; parts schedule on it.</summary>
    public SimulatedTime Time { get; }

    /// <summary>Pins by number.</summary>
    public PinBank Pins { get; }

    /// <summary>I2C buses.</summary>
    public I2cBusSet Buses { get; }

    /// <summary>Sensors and actuators.</summary>
    public BoardParts Parts { get; }

    /// <summary>The flash, which outlives resets.</summary>
    public SimulatedFlash FlashChip { get; }

    /// <summary>Everything that happened.</summary>
    public BoardTrace Trace { get; }

    /// <summary>The world whose broker and network this board uses; throws for a board with MQTT over TCP.</summary>
    public SimulatedWorld World => _world ?? throw new InvalidOperationException("this board has a broker of its own");

    /// <summary>The connection to the simulated broker; null before the first boot and on boards with MQTT over TCP.</summary>
    public SimulatedLink? Link => _link;

    /// <summary>Whether the board has power.</summary>
    public bool IsPowered => _life.IsOn;

    /// <summary>Whether a program runs: power is there and the boot time has passed.</summary>
    public bool IsRunning => _life.IsRunning;

    /// <summary>Boots since the board was made.</summary>
    public int Boots => _life.Boots;

    /// <summary>Exceptions that left the event loop and so reset the board, oldest first.</summary>
    public IReadOnlyList<BoardCrash> Crashes => _life.Crashes;

    /// <summary>Time since power-on.</summary>
    public TimeSpan Now => TimeSpan.FromMicroseconds(_clock.NowUs);

    internal BoardLife Life => _life;

    /// <summary>
    /// A board with this release in its memory, powered on, in virtual time. Boards that are to see one another are given one world.
    /// </summary>
    /// <param name="release">The release's assemblies, its identity among them.</param>
    /// <param name="description">Null: the default board.</param>
    /// <param name="world">Null: a world of its own.</param>
    /// <param name="flash">Null: an erased chip of the description's geometry.</param>
    public static SimulatedBoard Flash(
        ReleaseFiles release,
        BoardDescription? description = null,
        SimulatedWorld? world = null,
        SimulatedFlash? flash = null)
    {
        description ??= new BoardDescription();
        flash ??= SimulatedFlash.InMemory(description.Hardware.Flash);
        world ??= new SimulatedWorld(description.Seed);
        var board = new SimulatedBoard(release, description, flash, new BoardTrace(), world);
        board.PowerOn();
        return board;
    }

    /// <summary>A board that was flashed with a build and trusts these keys (64 bytes each, X and Y); powered on, in virtual time.</summary>
    public static SimulatedBoard Flash(Build build, IReadOnlyList<byte[]> keys, BoardDescription? description = null, SimulatedWorld? world = null) =>
        Flash(SimulatedRelease.FilesOf(SimulatedRelease.Prepare(build, keys)), description, world);

    /// <summary>
    /// The board of a folder, powered on, for <see cref="RunInRealTime"/>. Its trace goes to the folder, its messages to the broker that its
    /// description names.
    /// </summary>
    public static SimulatedBoard Open(BoardFolder folder)
    {
        var flash = SimulatedFlash.InFile(folder.Description.Hardware.Flash, folder.FlashPath);
        var trace = new BoardTrace(folder.TracePath, keepRecords: false);
        var board = new SimulatedBoard(folder.ReadRelease(), folder.Description, flash, trace, world: null);
        trace.Write(new TraceRecord(0, TraceWords.Opened, null, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), 1));
        board.PowerOn();
        return board;
    }
}
