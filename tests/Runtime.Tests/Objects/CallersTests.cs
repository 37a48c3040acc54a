using System.Diagnostics;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;
using NanoLive.Update;

namespace NanoLive.Runtime.Objects;

/// <summary>Callers on real threads.</summary>
public sealed class CallersTests
{
    private readonly ObjectTable _table = new(null, null);
    private readonly Entry _entry;

    public CallersTests() => _entry = _table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");

    [Fact]
    public void Leave_without_enter_is_a_defect() => Assert.Throws<Defect>(_entry.Leave);

    [Fact]
    public void Two_swaps_at_once_are_a_defect()
    {
        new Mediator(_table.Callers, 1).Announce();
        Assert.Throws<Defect>(new Mediator(_table.Callers, 1).Announce);
    }

    [Fact]
    public void More_callers_than_rows_are_all_counted()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.Null(_table.Callers.TryEnter(_entry, i));
        }

        for (int i = 0; i < 100; i++)
        {
            _table.Callers.Leave(_entry, i);
        }

        Assert.Throws<Defect>(() => _table.Callers.Leave(_entry, 1));
    }

    [Fact]
    public void Caller_that_waits_too_long_opens_the_table_and_the_swap_learns_who_was_inside()
    {
        var mediator = new Mediator(_table.Callers, 30);
        Assert.True(_entry.Enter(0));
        mediator.Announce();
        Assert.False(mediator.TryComplete());
        mediator.Close();

        bool entered = false;
        var waiting = new Thread(() =>
        {
            entered = _entry.Enter(10_000);
            _entry.Leave();
        });
        waiting.Start();
        waiting.Join();
        Assert.True(entered);
        Assert.True(mediator.WasGivenUp);
        Assert.Equal($"outside by thread {Environment.CurrentManagedThreadId}", mediator.Blocker);
        _entry.Leave();
    }

    [Fact]
    public void Caller_with_less_patience_is_turned_away()
    {
        var mediator = new Mediator(_table.Callers, 10_000);
        Assert.True(_entry.Enter(0));
        mediator.Announce();
        mediator.Close();

        bool entered = true;
        var waiting = new Thread(() => entered = _entry.Enter(20));
        waiting.Start();
        waiting.Join();
        Assert.False(entered);
        Assert.False(mediator.WasGivenUp);
        _entry.Leave();
        Assert.True(mediator.TryComplete());
    }

    [Fact]
    public void Quiet_moment_is_found_while_threads_call_and_they_all_see_one_object_for_the_whole_call()
    {
        const int Swaps = 50;
        var clock = new TestClock();
        var quiescence = new Quiescence(_table.Callers, clock, 5);
        using var stop = new CancellationTokenSource();
        int torn = 0;
        int calls = 0;
        Thread[] threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(Call))];
        Array.ForEach(threads, thread => thread.Start());

        int held = 0;
        var watch = Stopwatch.StartNew();
        while (held < Swaps && watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            quiescence.Begin();
            while (!quiescence.IsHopeless && !quiescence.TryHold())
            {
                Thread.Sleep(1);
                clock.Advance(1);
            }

            if (quiescence.IsHopeless)
            {
                continue;
            }

            object old = _entry.Target;
            _entry.Target = null!;
            Thread.SpinWait(200);
            _entry.Target = old is ThermometerA ? new Thermometer("bus") : new ThermometerA("bus");
            quiescence.Release();
            held++;
        }

        stop.Cancel();
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(Swaps, held);
        Assert.Equal(0, torn);
        Assert.True(calls > 0);

        void Call()
        {
            while (!stop.IsCancellationRequested)
            {
                if (!_entry.Enter(10_000))
                {
                    Interlocked.Increment(ref torn);
                    continue;
                }

                object target = _entry.Target;
                Thread.SpinWait(50);
                if (target is null || !ReferenceEquals(target, _entry.Target))
                {
                    Interlocked.Increment(ref torn);
                }

                _entry.Leave();
                Interlocked.Increment(ref calls);
            }
        }
    }

    [Fact]
    public void Swap_that_finds_no_quiet_moment_gives_up_a_bounded_number_of_times()
    {
        var clock = new TestClock();
        var quiescence = new Quiescence(_table.Callers, clock, 10);
        quiescence.Begin();
        Assert.True(_entry.Enter(0));
        long began = clock.NowMs;
        while (!quiescence.IsHopeless)
        {
            Assert.False(quiescence.TryHold());
            clock.Advance(1);
        }

        // Five tries of 20 ms, and pauses of 200, 400, 800 and 1600 ms between them.
        Assert.InRange(clock.NowMs - began, 3100, 3120);
        Assert.StartsWith("outside by thread ", quiescence.Blocker);
        Assert.Null(_table.Callers.Mediator);
        _entry.Leave();
    }
}
