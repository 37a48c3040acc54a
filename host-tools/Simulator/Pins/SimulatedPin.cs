using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>
/// One pin of a simulated board, as a logic analyser and the parts wired to it see it. Invariant: <see cref="Level"/> follows from direction,
/// output latch and what a part drives, and every change of it is one edge, seen once by each observer, in order.
/// </summary>
public sealed class SimulatedPin
{
    private readonly Func<long> _nowUs;
    private readonly List<PinEdge> _edges = [];
    private IEdgeListener? _listener;
    private bool _latch;
    private bool? _driven;

    internal SimulatedPin(int number, Func<long> nowUs, bool keepEdges)
    {
        Number = number;
        _nowUs = nowUs;
        KeepEdges = keepEdges;
    }

    /// <summary>The pin's number, from 0.</summary>
    public int Number { get; }

    /// <summary>True is high.</summary>
    public bool Level { get; private set; }

    /// <summary>Direction and pull as the board set them; <see cref="PinDirection.Input"/> after a reset.</summary>
    public PinDirection Direction { get; private set; }

    /// <summary>Every change of the level since power-on, oldest first; empty where <see cref="KeepEdges"/> is false.</summary>
    public IReadOnlyList<PinEdge> Edges => _edges;

    /// <summary>Whether edges are kept in memory: yes in tests, no on boards that run for days.</summary>
    public bool KeepEdges { get; set; }

    /// <summary>How often the board changed the pin's direction or pull.</summary>
    public int ModeChanges { get; private set; }

    /// <summary>How often the board let go of the pin; resets do not count.</summary>
    public int Releases { get; private set; }

    /// <summary>Edges that reached the board's interrupt handler.</summary>
    public long EdgesDelivered { get; private set; }

    /// <summary>Edges of a part that came while the board did not listen.</summary>
    public long EdgesUnheard { get; private set; }

    /// <summary>Called after each change of the level, by whomever caused it.</summary>
    public event Action<PinEdge>? Changed;

    internal event Action<SimulatedPin, string>? Configured;

    internal event Action<SimulatedPin, Exception>? ListenerThrew;

    internal event Action? Delivered;

    /// <summary>A part drives the pin; null lets go of it, and the pull decides.</summary>
    public void Drive(bool? high)
    {
        _driven = high;
        Settle(PinCause.Part);
    }

    internal void SetDirection(PinDirection direction)
    {
        if (direction == Direction)
        {
            return;
        }

        Direction = direction;
        ModeChanges++;
        Configured?.Invoke(this, "mode");
        Settle(PinCause.Mode);
    }

    internal void Write(bool high)
    {
        _latch = high;
        Settle(PinCause.Write);
    }

    internal void Listen(IEdgeListener? listener) => _listener = listener;

    internal void Release(PinCause cause)
    {
        bool wasUsed = Direction != PinDirection.Input || _listener != null || _latch;
        _listener = null;
        _latch = false;
        Direction = PinDirection.Input;
        if (cause == PinCause.Release)
        {
            Releases++;
            Configured?.Invoke(this, "release");
        }
        else if (wasUsed)
        {
            Configured?.Invoke(this, "reset");
        }

        Settle(cause);
    }

    private void Settle(PinCause cause)
    {
        PinEdge edge;
        lock (_edges)
        {
            bool level = Resolve();
            if (level == Level)
            {
                return;
            }

            Level = level;
            edge = new PinEdge(_nowUs(), level, cause);
            if (KeepEdges)
            {
                _edges.Add(edge);
            }
        }

        // Observers are called without the lock: they may hold locks of their own while they call this pin.
        Changed?.Invoke(edge);
        if (cause == PinCause.Part)
        {
            Interrupt(edge);
        }
    }

    private void Interrupt(PinEdge edge)
    {
        if (_listener is not { } listener)
        {
            EdgesUnheard++;
            return;
        }

        EdgesDelivered++;
        try
        {
            listener.OnEdge(Number, edge.Rising, edge.TimeUs);
        }
        catch (Exception exception)
        {
            // On the board an unhandled exception ends the interrupt's call and nothing else.
            ListenerThrew?.Invoke(this, exception);
        }

        Delivered?.Invoke();
    }

    private bool Resolve() => Direction switch
    {
        PinDirection.Output => _latch,
        PinDirection.OutputOpenDrain => _latch && (_driven ?? false),
        PinDirection.OutputOpenDrainPullUp => _latch && (_driven ?? true),
        PinDirection.OutputOpenSource or PinDirection.OutputOpenSourcePullDown => _latch || (_driven ?? false),
        PinDirection.InputPullUp => _driven ?? true,
        _ => _driven ?? false,
    };
}
