using NanoLive.Simulator;

namespace NanoLive.Simulator.Tests;

/// <summary>Work that does not end is broken off, whichever way it does not.</summary>
public class ProcessorTests
{
    private readonly BootGate _gate = new();
    private readonly BoardClock _clock = new(new SimulatedTime());
    private readonly BootProcessor _processor;
    private long _turns;

    public ProcessorTests() => _processor = new BootProcessor(_gate, _clock);

    [Fact]
    public void Loop_that_computes_is_broken_off()
    {
        Assert.False(OnNewThread(() => _processor.TryRun(Compute, 200)));
        Assert.True(_turns > 0);
        Assert.Equal(0, _clock.NowUs);
    }

    [Fact]
    public void Loop_that_catches_everything_is_broken_off() => Assert.False(OnNewThread(() => _processor.TryRun(ComputeAndCatch, 200)));

    [Fact]
    public void Wait_is_broken_off_when_its_limit_has_come()
    {
        Assert.False(OnNewThread(() => _processor.TryRun(() => _processor.Wait(60_000_000), 10_000)));
        Assert.Equal(10_000_000, _clock.NowUs);
    }

    [Fact]
    public void Thread_is_spent_once_work_was_broken_off_on_it()
    {
        Assert.True(OnNewThread(() => !BootProcessor.IsThreadSpent && !_processor.TryRun(Compute, 200) && BootProcessor.IsThreadSpent));
    }

    [Fact]
    public void Work_that_ends_in_time_is_left_alone_again_and_again()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.True(_processor.TryRun(() => _processor.Wait(9_999_000), 10_000));
        }
    }

    [Fact]
    public void What_work_throws_passes() =>
        Assert.Throws<InvalidTimeZoneException>(() => _processor.TryRun(() => throw new InvalidTimeZoneException(), 10_000));

    private static bool OnNewThread(Func<bool> run)
    {
        bool result = false;
        var thread = new Thread(() => result = run());
        thread.Start();
        thread.Join();
        return result;
    }

    private void Compute()
    {
        while (true)
        {
            _turns++;
        }
    }

    private void ComputeAndCatch()
    {
        while (true)
        {
            try
            {
                while (true)
                {
                    _turns++;
                }
            }
            catch (Exception)
            {
                _turns = 0;
            }
        }
    }
}
