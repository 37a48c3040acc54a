namespace NanoLive.Simulator;

/// <summary>
/// Boards in virtual time with a broker between them. Every board has its own line of time; the world always lets that one go on for which
/// something happens first, the broker before boards and boards in the order in which they came, so runs are repeatable. A board that
/// waits inside a step runs ahead of the others; messages still arrive in order, because boards look at them between waits only.
/// </summary>
public sealed class SimulatedWorld
{
    private readonly SimulatedTime _brokerTime = new();
    private readonly List<SimulatedBoard> _boards = [];

    /// <param name="seed">Recorded for replay; boards draw from seeds of their own.</param>
    public SimulatedWorld(ulong seed = 1)
    {
        Seed = seed;
        Broker = new SimulatedBroker(_brokerTime);
    }

    /// <summary>The seed it was made with.</summary>
    public ulong Seed { get; }

    /// <summary>The broker all boards of this world are connected to.</summary>
    public SimulatedBroker Broker { get; }

    /// <summary>Boards in the order in which they came.</summary>
    public IReadOnlyList<SimulatedBoard> Boards => _boards;

    /// <summary>Microseconds since the world began.</summary>
    public long NowUs => _brokerTime.NowUs;

    /// <summary>Runs everything for a time.</summary>
    public void RunFor(TimeSpan duration) => Run(EndOf(duration), () => false);

    /// <summary>Runs everything until the condition holds, asked after everything that happens. False when the time is over before.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit) => Run(EndOf(limit), condition);

    internal void Add(SimulatedBoard board) => _boards.Add(board);

    internal void Remove(SimulatedBoard board) => _boards.Remove(board);

    private long EndOf(TimeSpan duration) => NowUs + (long)duration.TotalMicroseconds;

    private bool Run(long endUs, Func<bool> condition)
    {
        while (!condition())
        {
            long nextUs = _brokerTime.NextEventUs;
            SimulatedBoard? next = null;
            foreach (var board in _boards)
            {
                // What was asked for between two events, a reset or a cut, happens first.
                board.Life.Settle();
                if (board.Life.NextUs < nextUs)
                {
                    nextUs = board.Life.NextUs;
                    next = board;
                }
            }

            if (nextUs > endUs)
            {
                Advance(endUs);
                return condition();
            }

            Advance(nextUs);
            next?.Life.RunNext(nextUs);
        }

        return true;
    }

    private void Advance(long toUs)
    {
        _brokerTime.AdvanceTo(toUs);
        foreach (var board in _boards)
        {
            if (toUs < board.Time.NextEventUs)
            {
                board.Time.AdvanceTo(toUs);
            }
        }
    }
}
