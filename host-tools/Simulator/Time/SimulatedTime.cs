namespace NanoLive.Simulator;

/// <summary>
/// One board's line of time: a clock in microseconds since power-on and the events that are to happen on it. Time never goes back. Events of the
/// same moment happen in the order in which they were scheduled, so a run depends on nothing but its inputs.
/// </summary>
public sealed class SimulatedTime
{
    /// <summary>The time of an event that never comes.</summary>
    public const long Never = long.MaxValue;

    private readonly object _gate = new();
    private readonly PriorityQueue<Action, (long AtUs, long Order)> _events = new();
    private long _order;
    private long _nowUs;

    /// <summary>Microseconds since power-on.</summary>
    public long NowUs => Volatile.Read(ref _nowUs);

    /// <summary>When the next event happens; <see cref="Never"/> when none is scheduled.</summary>
    public long NextEventUs
    {
        get
        {
            lock (_gate)
            {
                return _events.TryPeek(out _, out var when) ? Math.Max(when.AtUs, _nowUs) : Never;
            }
        }
    }

    /// <summary>Lets <paramref name="happen"/> run at a moment; a moment that has passed means now.</summary>
    public void Schedule(long atUs, Action happen)
    {
        lock (_gate)
        {
            _events.Enqueue(happen, (Math.Max(atUs, _nowUs), _order++));
        }
    }

    /// <summary>
    /// Moves time, running every event on the way at its own moment. An event may schedule further ones and may move time itself; a target
    /// that has passed changes nothing.
    /// </summary>
    public void AdvanceTo(long targetUs)
    {
        while (TryTake(targetUs, out var happen))
        {
            happen();
        }
    }

    private bool TryTake(long targetUs, out Action happen)
    {
        lock (_gate)
        {
            if (_events.TryPeek(out happen!, out var when) && when.AtUs <= targetUs)
            {
                _events.Dequeue();
                _nowUs = Math.Max(_nowUs, when.AtUs);
                return true;
            }

            _nowUs = Math.Max(_nowUs, targetUs);
            return false;
        }
    }
}
