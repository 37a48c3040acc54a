using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;
using NanoLive.Update;

namespace NanoLive.Runtime.Update;

public sealed class InterruptTests
{
    private readonly TestClock _clock = new();
    private readonly TestPin _pin = new();
    private readonly InterruptQueue _queue;
    private readonly ObjectTable _table;
    private readonly Entry _entry;

    public InterruptTests()
    {
        _queue = new InterruptQueue(_clock, 64);
        _table = new ObjectTable([_pin], _queue);
        _entry = _table.Define("counters", typeof(Counter), typeof(TestPin)).Create("counter", _pin);
    }

    private Counter Counter => (Counter)_entry.Target;

    [Fact]
    public void Interrupt_waits_for_its_delivery_and_keeps_its_time()
    {
        long raisedUs = _clock.NowUs;
        _pin.Raise("edge");
        Assert.Equal(0, Counter.Edges);

        _clock.Advance(5);
        Assert.True(_queue.DeliverNext());
        Assert.Equal(1, Counter.Edges);
        Assert.Equal(raisedUs, _queue.CurrentUs);
        Assert.False(_queue.DeliverNext());
    }

    [Fact]
    public void What_finds_the_ring_full_is_counted_and_what_is_in_it_stays()
    {
        for (int i = 0; i < 70; i++)
        {
            _pin.Raise(i);
        }

        while (_queue.DeliverNext())
        {
        }

        Assert.Equal(6, _queue.Lost);
        Assert.Equal(Enumerable.Range(0, 64).Cast<object>(), Counter.Seen);
    }

    [Fact]
    public void Interrupt_raised_before_the_commit_is_delivered_to_the_new_object_and_after_the_rollback_to_the_old()
    {
        Counter old = Counter;
        _pin.Raise(1);
        SwapPlan plan = Patches.Swap(_table, Change());
        _queue.DeliverNext();
        var next = Assert.IsType<CounterA>(_entry.Target);
        Assert.Equal(1, next.Filtered);
        Assert.Equal(0, old.Edges);

        _pin.Raise(2);
        Patches.RollBack(plan);
        _queue.DeliverNext();
        Assert.Same(old, Counter);
        Assert.Equal(2, old.Edges);
        Assert.Equal([1, 2], old.Seen);
    }

    [Fact]
    public void No_interrupt_is_lost_or_delivered_twice_while_a_thread_raises_them_across_commits()
    {
        const int Edges = 20_000;
        var raising = new Thread(() =>
        {
            for (int i = 0; i < Edges; i++)
            {
                while (_queue.Waiting > 60)
                {
                    Thread.Yield();
                }

                _pin.Raise(i);
            }
        });
        raising.Start();
        SwapPlan? plan = null;
        for (int pass = 0; raising.IsAlive || _queue.Waiting > 0; pass++)
        {
            while (_queue.DeliverNext())
            {
            }

            if (pass % 10 == 5)
            {
                if (plan is null)
                {
                    plan = Patches.Swap(_table, Change());
                }
                else
                {
                    Patches.RollBack(plan);
                    plan = null;
                }
            }
        }

        Assert.Equal(0, _queue.Lost);
        Assert.Equal(Edges, Counter.Edges);
        Assert.Equal(Enumerable.Range(0, Edges).Cast<object>(), Counter.Seen);
    }

    [Fact]
    public void Subscription_of_one_driver_to_another_moves_with_its_owner()
    {
        var table = new ObjectTable(null, null);
        Factory counters = table.Define("counters", typeof(Counter), typeof(TestPin));
        Entry source = counters.Create("source", new TestPin());
        Entry listener = counters.Create("listener", new TestPin());
        ((Counter)source.Target).Counted += ((Counter)listener.Target).OnOther;
        int strangers = 0;
        ((Counter)source.Target).Counted += _ => strangers++;
        SwapPlan plan = Patches.Swap(table, Change());

        Raise((Counter)source.Target);
        Assert.Equal(10, ((Counter)listener.Target).Edges);
        Assert.Equal(1, strangers);

        Patches.RollBack(plan);
        Raise((Counter)source.Target);
        Assert.Equal(12, ((Counter)listener.Target).Edges);
        Assert.Equal(2, strangers);

        static void Raise(Counter counter) =>
            typeof(Counter).GetMethod("Note", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.Invoke(counter, ["edge"]);
    }

    [Fact]
    public void Subscription_ends_on_either_side_of_a_swap_and_what_waits_is_dropped()
    {
        Counter old = Counter;
        SwapPlan plan = Patches.Swap(_table, Change());
        var next = Assert.IsType<CounterA>(_entry.Target);
        _pin.Raise(1);
        next.Stop();
        _pin.Raise(2);
        Deliver();
        Assert.Equal(0, next.Filtered);

        next.Start();
        _pin.Raise(3);
        Deliver();
        Assert.Equal(1, next.Filtered);

        Patches.RollBack(plan);
        old.Stop();
        _pin.Raise(4);
        Deliver();
        Assert.Equal([3], old.Seen);
    }

    [Fact]
    public void Subscription_that_the_new_object_made_itself_goes_back_to_the_old_one()
    {
        Counter old = Counter;
        old.Stop();
        SwapPlan plan = Patches.Swap(_table, Change());
        var next = Assert.IsType<CounterA>(_entry.Target);
        next.Start();
        _pin.Raise(1);
        Deliver();
        Assert.Equal(1, next.Filtered);

        Patches.RollBack(plan);
        Assert.Equal(0, plan.Strays);
        _pin.Raise(2);
        Deliver();
        Assert.Equal(1, next.Filtered);
        Assert.Equal([1, 2], old.Seen);
    }

    [Fact]
    public void Others_that_listen_to_the_same_pin_go_on_and_one_that_cannot_go_back_is_counted()
    {
        int strangers = 0;
        _pin.Changed += (_, _) => strangers++;
        Counter old = Counter;
        SwapPlan plan = Patches.Swap(_table, Change());
        var next = Assert.IsType<CounterA>(_entry.Target);
        _pin.Changed += next.OnNew;
        _pin.Raise(1);
        Deliver();
        Assert.Equal((1, 1, 1), (strangers, next.Filtered, next.New));

        Patches.RollBack(plan);
        Assert.Equal(1, plan.Strays);
        _pin.Raise(2);
        Deliver();
        Assert.Equal((2, 1, 2), (strangers, next.Filtered, next.New));
        Assert.Equal([1, 2], old.Seen);
    }

    [Fact]
    public void Listener_that_only_its_subscription_leads_to_is_found()
    {
        var pin = new TestPin();
        var table = new ObjectTable([pin], _queue);
        var captured = new Counter(new TestPin());
        Counter old = captured;
        pin.Changed += (_, arguments) => captured.OnOther((int)arguments);
        SwapPlan plan = Patches.Swap(table, Change());
        pin.Raise(2);
        Deliver();
        Assert.IsType<CounterA>(captured);
        Assert.Equal(0, old.Edges);

        Patches.RollBack(plan);
        pin.Raise(3);
        Deliver();
        Assert.Same(old, captured);
        Assert.Equal(23, old.Edges);
    }

    [Fact]
    public void Subscription_that_the_patch_does_not_answer_is_refused()
    {
        Assert.Null(SwapPlan.Prepare(_table, Patches.Load(Patches.Change(typeof(Counter), typeof(CounterA))), out Refusal refusal));
        Assert.Equal(Format.Status.HandlerMissing, refusal.Status);
        Assert.Contains("OnChanged", refusal.Subject);
    }

    private void Deliver()
    {
        while (_queue.DeliverNext())
        {
        }
    }

    private static Format.ClassChange Change()
    {
        Format.ClassChange change = Patches.Change(typeof(Counter), typeof(CounterA));
        change.Handlers = ["OnChanged", "OnOther"];
        return change;
    }
}
