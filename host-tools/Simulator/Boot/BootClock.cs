using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>The clock as one boot reaches it.</summary>
internal sealed class BootClock(BootGate gate, BoardClock clock, Func<long> utcSeconds) : IBoardClock
{
    public long NowUs => clock.NowUs;

    public long UtcSeconds => utcSeconds();

    public void Wait(long durationUs)
    {
        gate.Check();
        if (durationUs <= 0)
        {
            return;
        }

        if (gate.IsBoardThread)
        {
            clock.Pass(durationUs);
        }
        else
        {
            // A thread of its own waits beside the loop, not instead of it.
            Thread.Sleep(TimeSpan.FromMicroseconds(durationUs));
        }

        gate.Check();
    }
}
