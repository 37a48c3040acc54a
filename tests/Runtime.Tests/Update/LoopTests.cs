using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Runtime.Doubles;
using NanoLive.Update;

namespace NanoLive.Runtime.Update;

public sealed class LoopTests
{
    private readonly TestClock _clock = new();
    private readonly TestTrace _trace = new();
    private readonly ObjectTable _table;
    private readonly InterruptQueue _queue;
    private readonly Loop _loop;
    private readonly Factory _factory;

    public LoopTests()
    {
        _queue = new InterruptQueue(_clock, 8);
        _table = new ObjectTable(null, _queue);
        _loop = new Loop(new BoardPorts { Clock = _clock, Trace = _trace }, new BoardSettings { TickLimitMs = 5 }, _table, _queue);
        _factory = _table.Define("tasks", typeof(Ticker));
    }

    [Fact]
    public void Task_runs_at_once_and_then_on_its_grid()
    {
        (Ticker ticker, LoopTask task) = Add("one", 100);
        long began = _clock.NowMs;
        Assert.Equal(began + 100, _loop.Step());
        _clock.Advance(130);
        Assert.Equal(began + 200, _loop.Step());
        Assert.Equal([began, began + 130], ticker.Times);
        Assert.Equal(0, task.Missed);
        Assert.Equal(30_000, task.WorstLatenessUs);
    }

    [Fact]
    public void Due_time_that_passes_without_its_tick_is_missed()
    {
        (Ticker ticker, LoopTask task) = Add("one", 100);
        _loop.Step();
        _clock.Advance(350);
        Assert.Equal(_clock.NowMs + 50, _loop.Step());
        Assert.Equal(2, ticker.Times.Count);
        Assert.Equal(2, task.Missed);
        Assert.Equal(1, _trace.Count(TraceWord.Missed));
    }

    [Fact]
    public void Tick_that_its_limit_breaks_off_speaks_against_the_patch_and_the_loop_goes_on()
    {
        var limit = new TestLimit();
        var loop = new Loop(new BoardPorts { Clock = _clock, Trace = _trace, Limit = limit }, new BoardSettings { StuckMs = 700 }, _table, _queue);
        var entry = _factory.Create("stuck");
        LoopTask task = loop.Add(entry, 10);
        loop.BeginTrial();
        limit.BreaksOff = true;
        loop.Step();
        limit.BreaksOff = false;
        _clock.Advance(10);
        loop.Step();

        Assert.Equal([700, 700], limit.LimitsMs);
        Assert.Equal(Status.TickThrew, loop.TrialFailure!.Status);
        Assert.Equal((2, 1), (task.Ticks, task.Failures));
        Assert.Single(((Ticker)entry.Target).Times);
    }

    [Fact]
    public void Tasks_due_together_run_in_the_order_in_which_they_were_added()
    {
        var order = new List<string>();
        foreach (string name in (string[])["b", "a", "c"])
        {
            Add(name, 10).Ticker.Body = () => order.Add(name);
        }

        _loop.Step();
        Assert.Equal(["b", "a", "c"], order);
    }

    [Fact]
    public void Task_that_throws_is_told_and_does_not_stop_the_others()
    {
        (Ticker first, LoopTask task) = Add("first", 10);
        (Ticker second, _) = Add("second", 10);
        first.Body = () => throw new InvalidOperationException("no");
        _loop.Step();

        Assert.Equal(1, task.Failures);
        Assert.Single(second.Times);
        Assert.Equal("first: InvalidOperationException no", _trace.Lines.Single(line => line.What == TraceWord.Threw).Subject);
    }

    [Fact]
    public void Defect_passes_through_the_loop()
    {
        Add("first", 10).Ticker.Body = () => throw new Defect("broken");
        Assert.Throws<Defect>(() => _loop.Step());
    }

    [Fact]
    public void Task_that_fails_for_the_first_time_in_a_trial_speaks_against_the_patch()
    {
        (Ticker ticker, _) = Add("one", 10);
        Pass(3);
        _loop.BeginTrial();
        Pass(3);
        Assert.Null(_loop.TrialFailure);

        ticker.Body = () => throw new InvalidOperationException("no");
        Pass(1);
        Assert.Equal(Status.TickThrew, _loop.TrialFailure!.Status);
        Assert.StartsWith("one: ", _loop.TrialFailure!.Subject);
    }

    [Fact]
    public void Tick_that_is_too_long_in_a_trial_speaks_against_the_patch()
    {
        (Ticker ticker, _) = Add("one", 10);
        _loop.BeginTrial();
        ticker.Body = () => _clock.Advance(6);
        Pass(1);
        Assert.Equal(Status.TickOverran, _loop.TrialFailure!.Status);
    }

    [Fact]
    public void Task_that_was_failing_before_the_trial_does_not()
    {
        (Ticker ticker, _) = Add("one", 10);
        ticker.Body = () => throw new InvalidOperationException("no");
        Pass(1);
        ticker.Body = null;
        Pass(6);
        _loop.BeginTrial();
        ticker.Body = () => throw new InvalidOperationException("no");
        Pass(1);
        Assert.Null(_loop.TrialFailure);
    }

    [Fact]
    public void Trial_counts_ticks_of_tasks_that_are_fast_enough()
    {
        Add("fast", 10);
        Add("slow", 10_000);
        _loop.BeginTrial();
        Pass(2);
        Assert.False(_loop.HadTicksInTrial(3, 1000));
        Pass(1);
        Assert.True(_loop.HadTicksInTrial(3, 1000));
    }

    [Fact]
    public void What_an_interrupt_handler_throws_ends_at_the_loop()
    {
        var line = new TestLine { Handler = new PinChanged((_, _) => throw new InvalidOperationException("edge")) };
        _queue.Enqueue(line, this, "edge");
        _loop.Step();
        Assert.Equal("interrupts: InvalidOperationException edge", _trace.Lines.Single(entry => entry.What == TraceWord.Threw).Subject);
    }

    [Fact]
    public void Steady_state_allocates_nothing()
    {
        int edges = 0;
        var line = new TestLine { Handler = new PinChanged((_, _) => edges++) };
        Entry entry = _factory.Enlist("quiet", new Ticker { IsQuiet = true });
        _loop.Add(entry, 10);
        Step(50);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step(1000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1050, edges);

        void Step(int passes)
        {
            for (int i = 0; i < passes; i++)
            {
                _queue.Enqueue(line, this, null!);
                entry.Enter(0);
                _loop.Step();
                entry.Leave();
                _clock.Advance(10);
            }
        }
    }

    private (Ticker Ticker, LoopTask Task) Add(string name, int periodMs)
    {
        Entry entry = _factory.Create(name);
        return ((Ticker)entry.Target, _loop.Add(entry, periodMs));
    }

    private void Pass(int passes)
    {
        for (int i = 0; i < passes; i++)
        {
            _loop.Step();
            _clock.Advance(10);
        }
    }

    public sealed class Ticker : ITickable
    {
        public List<long> Times { get; } = [];

        public Action? Body { get; set; }

        public bool IsQuiet { get; init; }

        public void Tick(long nowMs)
        {
            if (!IsQuiet)
            {
                Times.Add(nowMs);
            }

            Body?.Invoke();
        }
    }
}
