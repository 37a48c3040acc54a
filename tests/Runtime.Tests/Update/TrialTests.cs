using NanoLive.Format;
using NanoLive.Ports;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;
using NanoLive.Signatures;
using NanoLive.Trust;
using NanoLive.Update;

namespace NanoLive.Runtime.Update;

/// <summary>What a trial finds out, and what comes between a patch and its trial.</summary>
public sealed class TrialTests : IDisposable
{
    private readonly TestBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Offer_that_comes_in_a_trial_waits_for_its_end()
    {
        TestPatch first = _board.Patch(typeof(ThermometerA));
        _board.Offer(first);
        Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial));
        Plan second = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerB)));
        second.FromStates = [first.Digest];
        _board.Offer(_board.Patch(second));
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        Assert.IsType<ThermometerA>(_board.Entry.Target);
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        Assert.IsType<ThermometerB>(_board.Entry.Target);
    }

    [Fact]
    public void Broker_out_of_reach_takes_the_patch_back()
    {
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial));
        _board.Broker.Disconnect();
        Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Idle));
        Assert.IsType<Thermometer>(_board.Entry.Target);

        _board.Broker.Connect();
        _board.Run(100);
        Assert.Equal(Status.Unhealthy, _board.Broker.State.GetProperty("status").GetInt32());
    }

    [Fact]
    public void Complaint_of_the_application_takes_the_patch_back_unless_it_complained_before()
    {
        var health = new Health { Complaint = "cold" };
        _board.Live.Health = health;
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.Equal(Status.Confirmed, _board.RunToEnd());

        health.Complaint = null;
        _board.Boot();
        _board.Live.Health = health;
        _board.Run(50);
        Plan second = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerB)));
        second.FromStates = [Convert.FromHexString(_board.Broker.State.GetProperty("patch").GetString()!)];
        _board.Offer(_board.Patch(second));
        Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial));
        health.Complaint = "too hot";
        Assert.Equal(Status.Unhealthy, _board.RunToEnd());
        Assert.Equal("too hot", _board.Broker.State.GetProperty("reason").GetString());
    }

    [Fact]
    public void Handler_that_throws_on_the_thread_of_its_event_takes_the_patch_back_unless_one_threw_before()
    {
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial));
        _board.Live.Interrupts.Threw(new TestLine());
        Assert.Equal(Status.TickThrew, _board.RunToEnd());
        Assert.IsType<Thermometer>(_board.Entry.Target);
        Assert.Contains(nameof(PinChanged), _board.Broker.State.GetProperty("reason").GetString());

        _board.Offer(_board.Patch(typeof(ThermometerB)));
        Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial));
        _board.Live.Interrupts.Threw(new TestLine());
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
    }

    [Fact]
    public void Caller_that_never_leaves_makes_the_patch_wait_for_the_next_boot()
    {
        _board.Live.Table.Callers.TryEnter(_board.Entry, 4711);
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.Equal(Status.NotQuiescent, _board.RunToEnd());
        Assert.Equal("outside0 by thread 4711", _board.Broker.State.GetProperty("reason").GetString());
        Assert.Equal(0, _board.Live.Loop.TaskAt(0).Missed);

        _board.Boot();
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        Assert.IsType<ThermometerA>(_board.Entry.Target);
    }

    [Fact]
    public void Object_made_by_the_patch_during_its_trial_needs_a_reboot_to_be_rid_of()
    {
        _board.Offer(_board.Patch(typeof(ThermometerBad)));
        Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial));
        _board.Entry.Factory.Create("late", "bus");
        _board.RunUntil(() => false);
        Assert.Equal(1, _board.Power.Reboots);
        Assert.Equal("rebooting", _board.Broker.State.GetProperty("phase").GetString());

        _board.Boot();
        _board.Run(100);
        Assert.IsType<Thermometer>(_board.Entry.Target);
        Assert.Equal(0, _board.Power.Reboots);
    }

    [Theory]
    [InlineData(Status.TooManyAssemblies)]
    [InlineData(Status.HeapTooSmall)]
    public void Patch_that_does_not_fit_is_told_with_figures_and_kept_for_the_next_boot(int status)
    {
        _board.Loader.FreeSlots = status == Status.TooManyAssemblies ? 0 : 1;
        _board.Power.Free = status == Status.HeapTooSmall ? 1000 : 100_000;
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.Equal(status, _board.RunToEnd());
        Assert.Contains(status == Status.HeapTooSmall ? "1000 of " : "0 assemblies", _board.Broker.State.GetProperty("reason").GetString());

        _board.Boot();
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
    }

    [Fact]
    public void Packed_patch_that_does_not_fit_changes_nothing_and_is_kept_for_the_next_boot()
    {
        TestPatch plain = _board.Patch(typeof(ThermometerA));
        var verification = new PayloadVerification(new SoftwareSignatures());
        verification.Begin(plain.Digest, plain.Payload.Length);
        verification.Append(plain.Payload, 0, plain.Payload.Length);
        VerifiedPatch patch = verification.Finish(out _);
        var unpacking = new TestUnpacking(patch.Plan, patch.Image) { HasRoom = false };
        _board.Unpacking = unpacking;
        _board.Boot();
        byte[] packed = [0x02, .. Enumerable.Repeat((byte)7, 60)];
        _board.Offer(new TestPatch(packed, System.Security.Cryptography.SHA256.HashData(packed), 100));
        Assert.Equal(Status.HeapTooSmall, _board.RunToEnd());
        Assert.Equal(1, unpacking.Begun);
        Assert.IsType<Thermometer>(_board.Entry.Target);

        unpacking.HasRoom = true;
        _board.Boot();
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        Assert.IsType<ThermometerA>(_board.Entry.Target);
    }

    private sealed class Health : IHealth
    {
        public bool IsHealthy => Complaint is null;

        public string? Complaint { get; set; }
    }
}
