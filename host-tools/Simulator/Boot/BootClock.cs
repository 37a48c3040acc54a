using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>The clock as one boot reaches it.</summary>
internal sealed class BootClock(BootGate gate, BoardClock clock, BootProcessor processor, Func<long> utcSeconds) : IBoardClock
{
    private const long LongestSliceUs = 50_000;

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
            processor.Wait(durationUs);
        }
        else
        {
            WaitBeside(durationUs);
        }

        gate.Check();
    }

    // A thread of its own waits beside the loop, not instead of it; and not for long once the boot is over.
    private void WaitBeside(long durationUs)
    {
        for (long leftUs = durationUs; leftUs > 0 && !gate.IsOver; leftUs -= LongestSliceUs)
        {
            Thread.Sleep(TimeSpan.FromMicroseconds(Math.Min(leftUs, LongestSliceUs)));
        }
    }
}
