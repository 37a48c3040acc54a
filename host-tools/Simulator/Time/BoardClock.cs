using System.Diagnostics;

namespace NanoLive.Simulator;

/// <summary>
/// Moves a board's time, at one of two paces. Virtual: as fast as possible, on one thread; time moves between steps and in waits only.
/// Real: never ahead of the wall clock by more than a bus transaction, so that people, brokers and other processes can take part.
/// It stands still while the host keeps the board from running (<see cref="ProcessorWait"/>). In both, an event that is due happens with the
/// clock at its own moment, unless the board has already read a later time.
/// </summary>
internal sealed class BoardClock(SimulatedTime time)
{
    // Shorter waits are not worth the operating system's timer: the clock runs ahead and the next wait makes up for it.
    private const long ShortestSleepUs = 1000;
    private const long LeastReportedSlipUs = 10_000;

    private readonly AutoResetEvent _wake = new(false);
    private Func<long>? _wall;
    private ProcessorWait? _processorWait;
    private long _reportedSlipUs;
    private long _originUs;
    private double _speed = 1;
    private long _highestReadUs;
    private bool _delivering;

    /// <summary>Whether time follows the wall clock.</summary>
    internal bool IsRealTime => _wall != null;

    internal long NowUs
    {
        get
        {
            long now = _delivering || _wall == null ? time.NowUs : Math.Max(time.NowUs, WallUs());
            now = Math.Max(now, Volatile.Read(ref _highestReadUs));
            Volatile.Write(ref _highestReadUs, now);
            return now;
        }
    }

    /// <summary>From now on time follows the wall clock, <paramref name="speed"/> times as fast.</summary>
    internal void FollowWallClock(double speed)
    {
        var processorWait = new ProcessorWait();
        var watch = Stopwatch.StartNew();
        Follow(() => (long)watch.Elapsed.TotalMicroseconds, speed);
        _processorWait = processorWait;
    }

    /// <summary>From now on time follows <paramref name="wallUs"/>, which counts from 0 and is asked at each look at the clock.</summary>
    internal void Follow(Func<long> wallUs, double speed)
    {
        _speed = speed;
        _originUs = time.NowUs;
        _reportedSlipUs = 0;
        _processorWait = null;
        _wall = wallUs;
    }

    internal void StopFollowing()
    {
        time.AdvanceTo(NowUs);
        _wall = null;
        _processorWait?.Dispose();
    }

    /// <summary>What the clock has stood still since the last report, once that is worth one; otherwise 0. On the board's scale.</summary>
    internal long TakeSlipUs()
    {
        long slipUs = _wall == null ? 0 : (long)(HeldUs(_wall()) * _speed) - _reportedSlipUs;
        if (slipUs < LeastReportedSlipUs)
        {
            return 0;
        }

        _reportedSlipUs += slipUs;
        return slipUs;
    }

    /// <summary>Ends a wait in real time early: something arrived from outside.</summary>
    internal void Wake() => _wake.Set();

    /// <summary>Inside a step: time passes, and edges arrive meanwhile.</summary>
    internal void Pass(long durationUs)
    {
        long target = NowUs + Math.Max(0, durationUs);
        if (_wall == null)
        {
            Deliver(target);
            return;
        }

        while (target - WallUs() > ShortestSleepUs)
        {
            Sleep(Math.Min(target, time.NextEventUs) - WallUs());
            Deliver(Math.Min(WallUs(), target));
        }

        Deliver(target);
    }

    /// <summary>Between steps: time passes up to the target, or in real time until <see cref="Wake"/>.</summary>
    internal void PassUntil(long targetUs)
    {
        if (_wall == null)
        {
            Deliver(targetUs);
            return;
        }

        long remainingUs = targetUs - WallUs();
        if (remainingUs > 0)
        {
            Sleep(remainingUs);
        }

        Deliver(Math.Min(targetUs, Math.Max(WallUs(), time.NowUs)));
    }

    private void Deliver(long targetUs)
    {
        bool outer = _delivering;
        _delivering = true;
        time.AdvanceTo(targetUs);
        _delivering = outer;
    }

    private void Sleep(long durationUs)
    {
        int milliseconds = (int)Math.Clamp(Math.Ceiling(durationUs / _speed / 1000), 0, 1000);
        _wake.WaitOne(milliseconds);
    }

    private long HeldUs(long elapsedUs) => _processorWait?.Us(elapsedUs) ?? 0;

    private long WallUs()
    {
        long elapsedUs = _wall!();
        return _originUs + (long)((elapsedUs - HeldUs(elapsedUs)) * _speed);
    }
}
