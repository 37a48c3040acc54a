namespace NanoLive.Simulator;

/// <summary>
/// The words of a trace: those of the simulator, and those of the runtime (NanoLive.Ports.TraceWord) that readers look for. Figures in
/// brackets are (first, second).
/// </summary>
public static class TraceWords
{
    /// <summary>A process opened the trace (milliseconds since 1970-01-01 UTC, 1 when time follows the wall clock). Times start anew here.</summary>
    public const string Opened = "opened";

    /// <summary>Power came; subject is "on" (0, 0), or went; subject is "cut" (flash operations since it came, 0).</summary>
    public const string Power = "power";

    /// <summary>The board was reset; subject says by what (boots so far, 0).</summary>
    public const string Reset = "reset";

    /// <summary>The event loop threw, which resets the board; subject is the exception.</summary>
    public const string Crash = "crash";

    /// <summary>
    /// The host kept the board's process from running, and its clock stood still (microseconds, 0). Added to the times behind it by
    /// <see cref="TraceReader"/>.
    /// </summary>
    public const string Slip = "slip";

    /// <summary>A level changed; subject is the pin's number (1 rising or 0 falling, a <see cref="PinCause"/>).</summary>
    public const string Edge = "edge";

    /// <summary>Direction or pull changed; subject is the pin's number (a <see cref="PinDirection"/>, 0).</summary>
    public const string Mode = "mode";

    /// <summary>The board let go of a pin; subject is its number.</summary>
    public const string Release = "release";

    /// <summary>A part saw something it counts; subject is "part event", for example "bme280 reset" (register, value).</summary>
    public const string Part = "part";

    /// <summary>A patch passed into a phase; subject is the phase (status, milliseconds).</summary>
    public const string Phase = "phase";

    /// <summary>The loop was held for a swap (microseconds, objects).</summary>
    public const string Commit = "commit";

    /// <summary>The table went back (status, objects).</summary>
    public const string Rollback = "rollback";

    /// <summary>A task ran; subject is its name (lateness in microseconds, the time that it was told in ms).</summary>
    public const string Tick = "tick";

    /// <summary>Due times passed without a tick; subject is the task's name (how many, 0).</summary>
    public const string Missed = "missed";

    /// <summary>In real time: the host gave this process no time (for so many milliseconds, ending now, 0).</summary>
    public const string Stall = "stall";

    /// <summary>A task threw; subject is "task: message".</summary>
    public const string Threw = "threw";

    /// <summary>Something for people; subject says it.</summary>
    public const string Note = "note";
}
