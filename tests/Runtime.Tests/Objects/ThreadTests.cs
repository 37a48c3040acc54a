using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;

namespace NanoLive.Runtime.Objects;

/// <summary>A thread inside of an object that is replaced: it has ended when state is read, and one runs inside of whichever object is live.</summary>
[Collection(nameof(Migration))]
public sealed class ThreadTests : IDisposable
{
    private readonly ObjectTable _table = new(null, null);
    private readonly Entry _entry;
    private readonly Sampler _old;

    public ThreadTests()
    {
        _entry = _table.Define("samplers", typeof(Sampler), typeof(string)).Create("sampler", "adc0");
        _old = (Sampler)_entry.Target;
    }

    private Sampler Live => (Sampler)_entry.Target;

    public void Dispose()
    {
        SamplerA.Fails = "";
        Migration.Throws = false;
        _old.Stop();
        Live.Stop();
    }

    [Fact]
    public void Nothing_that_the_thread_did_before_it_ended_is_lost()
    {
        _old.Start();
        SwapPlan plan = Patches.Swap(_table, Change());
        Assert.NotSame(_old, Live);
        Assert.False(_old.Runs);
        Assert.True(Live.Runs);
        Live.Stop();
        int ofOld = _old.Taken;
        Assert.True(ofOld > 0);
        Assert.Equal(0, (Live.Taken - ofOld) % 1000);

        Live.Start();
        Sampler next = Live;
        Patches.RollBack(plan);
        Assert.Same(_old, Live);
        Assert.False(next.Runs);
        Assert.True(_old.Runs);
        _old.Stop();
        Assert.True(_old.Taken > next.Taken);
        Assert.Equal(0, plan.Strays);
    }

    [Fact]
    public void Thread_that_does_not_run_is_not_started()
    {
        SwapPlan plan = Patches.Swap(_table, Change());
        Assert.False(Live.Runs);
        Patches.RollBack(plan);
        Assert.False(Live.Runs);
    }

    [Fact]
    public void Thread_goes_on_in_the_old_object_when_another_one_is_refused()
    {
        _table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
        _old.Start();
        ClassChange refused = Patches.Change(typeof(Thermometer), typeof(ThermometerA));
        refused.Migration = typeof(Migration).FullName;
        Migration.Throws = true;
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(Change(), refused));
        Assert.True(_old.Runs);
        Refusal refusal = plan.Resume(plan.Transfer(int.MaxValue));
        Assert.Equal(Status.MigrationThrew, refusal.Status);
        Assert.Same(_old, Live);
        Assert.True(_old.Runs);
        Assert.Equal(0, plan.Strays);
    }

    [Fact]
    public void Thread_that_cannot_be_stopped_leaves_a_stray()
    {
        SamplerA.Fails = "stop";
        _old.Start();
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(Change()));
        Refusal refusal = plan.Resume(plan.Transfer(int.MaxValue));
        Assert.Equal(Status.MigrationThrew, refusal.Status);
        Assert.Contains("SamplerA.Handler: TimeoutException", refusal.Subject);
        Assert.Same(_old, Live);
        Assert.Equal(1, plan.Strays);
    }

    [Fact]
    public void Thread_that_does_not_start_in_the_new_object_goes_on_in_the_old_one()
    {
        SamplerA.Fails = "start";
        _old.Start();
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(Change()));
        Assert.Null(plan.Transfer(int.MaxValue));
        plan.Commit();
        Assert.Equal(Status.MigrationThrew, plan.Resume(null).Status);
        Patches.RollBack(plan);
        Assert.True(_old.Runs);
        Assert.Equal(0, plan.Strays);
    }

    [Fact]
    public void Thread_that_does_not_start_again_leaves_a_stray()
    {
        _old.Start();
        SwapPlan plan = Patches.Swap(_table, Change());
        SamplerA.Fails = "old";
        Patches.RollBack(plan);
        Assert.Same(_old, Live);
        Assert.Equal(1, plan.Strays);
    }

    private static ClassChange Change()
    {
        ClassChange change = Patches.Change(typeof(Sampler), typeof(SamplerA));
        change.Handlers = ["Run"];
        return change;
    }
}
