using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;
using NanoLive.Signing;
using NanoLive.Update;

namespace NanoLive.Runtime.Update;

/// <summary>An update from an offer's bytes to its end, on a whole board.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly TestBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Patch_goes_live_between_two_ticks_is_watched_and_confirmed()
    {
        _board.Run(50);
        var old = (Thermometer)_board.Entry.Target;
        TestPatch patch = _board.Patch(typeof(ThermometerA));
        _board.Offer(patch);
        Assert.Equal(Status.Confirmed, _board.RunToEnd());

        Assert.IsType<ThermometerA>(_board.Entry.Target);
        LoopTask task = _board.Live.Loop.TaskAt(0);
        Assert.Equal(0, task.Missed);
        Assert.Equal(task.Ticks, ((Thermometer)_board.Entry.Target).Count);
        Assert.True(old.Count < task.Ticks);
        string[] phases = [.. _board.Broker.Events.Select(told => told.GetProperty("phase").GetString()!)];
        Assert.Equal(["idle", "verifying", "downloading", "verifying", "preparing", "waiting", "trial", "idle"], phases);
        Assert.Equal(Convert.ToHexStringLower(patch.Digest), _board.Broker.State.GetProperty("patch").GetString());
        Assert.Equal(patch.Sequence, _board.Broker.State.GetProperty("sequence").GetInt64());
        Assert.Equal(1, _board.Broker.Events.Last().GetProperty("objects").GetInt32());
        Assert.Equal(1, _board.Trace.Count(TraceWord.Commit));
    }

    [Fact]
    public void Patch_that_throws_in_its_third_tick_is_rolled_back_live_and_no_count_is_lost()
    {
        _board.Run(50);
        object old = _board.Entry.Target;
        TestPatch patch = _board.Patch(typeof(ThermometerBad));
        _board.Offer(patch);
        Assert.Equal(Status.TickThrew, _board.RunToEnd());
        _board.Run(20);

        LoopTask task = _board.Live.Loop.TaskAt(0);
        Assert.Same(old, _board.Entry.Target);
        Assert.Equal(1, _board.Trace.Count(TraceWord.Threw));
        Assert.Equal(0, _board.Power.Reboots);
        Assert.Equal(0, task.Missed);
        Assert.Equal(task.Ticks, ((Thermometer)old).Count);
        Assert.Equal(Convert.ToHexStringLower(patch.Digest), _board.Broker.State.GetProperty("failed").GetString());
        Assert.Null(_board.Broker.State.GetProperty("patch").GetString());
        Assert.Contains("third", _board.Broker.State.GetProperty("reason").GetString());
    }

    [Fact]
    public void Patch_that_was_rolled_back_is_not_tried_again()
    {
        TestPatch patch = _board.Patch(typeof(ThermometerBad));
        _board.Offer(patch);
        _board.RunToEnd();
        _board.Offer(_board.Envelope(patch, sequence: 10));
        Assert.Equal(Status.FailedBefore, _board.RunToEnd());
    }

    [Fact]
    public void Better_patch_after_a_bad_one_is_taken()
    {
        _board.Offer(_board.Patch(typeof(ThermometerBad)));
        _board.RunToEnd();
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        Assert.IsType<ThermometerA>(_board.Entry.Target);
    }

    [Fact]
    public void Second_patch_goes_live_from_the_first_and_the_neutral_one_leads_back()
    {
        TestPatch first = _board.Patch(typeof(ThermometerA));
        _board.Offer(first);
        _board.RunToEnd();
        Plan second = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerB)));
        second.FromStates = [_board.Release, first.Digest];
        TestPatch secondPatch = _board.Patch(second);
        _board.Offer(secondPatch);
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        Assert.IsType<ThermometerB>(_board.Entry.Target);

        Plan neutral = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerNeutral)));
        neutral.Neutral = true;
        neutral.FromStates = [secondPatch.Digest];
        _board.Offer(_board.Patch(neutral));
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        Assert.IsType<ThermometerNeutral>(_board.Entry.Target);
        Assert.Null(_board.Broker.State.GetProperty("patch").GetString());

        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
        Assert.Equal(0, _board.Loader.Loads);
    }

    [Fact]
    public void Patch_for_another_state_waits_for_the_next_boot()
    {
        Plan plan = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        plan.FromStates = [[.. Enumerable.Repeat((byte)9, 32)]];
        _board.Offer(_board.Patch(plan));
        Assert.Equal(Status.AtReboot, _board.RunToEnd());
        Assert.IsType<Thermometer>(_board.Entry.Target);

        _board.Boot();
        Assert.IsType<ThermometerA>(_board.Entry.Target);
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
    }

    [Fact]
    public void Forged_offer_changes_nothing_and_says_why()
    {
        using SigningKey stranger = SigningKey.Generate();
        _board.Offer(_board.Envelope(_board.Patch(typeof(ThermometerA)), key: stranger));
        Assert.Equal(Status.KeyUnknown, _board.RunToEnd());

        byte[] forged = _board.Envelope(_board.Patch(typeof(ThermometerA)));
        int signature = forged.AsSpan().IndexOf((byte[])[0x58, 0x40]) + 10;
        forged[signature] ^= 1;
        _board.Offer(forged);
        Assert.Equal(Status.SignatureWrong, _board.RunToEnd());

        _board.Offer([1, 2, 3]);
        Assert.Equal(Status.Malformed, _board.RunToEnd());
        Assert.IsType<Thermometer>(_board.Entry.Target);
        Assert.Equal(0, _board.Loader.Loads);
    }

    [Fact]
    public void Offer_that_was_taken_is_not_looked_at_again_after_a_reconnect()
    {
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        _board.RunToEnd();
        _board.Run(30);
        int told = _board.Broker.Events.Count();
        _board.Broker.Disconnect();
        _board.Run(30);
        _board.Broker.Connect();
        _board.Run(500);
        Assert.Equal(told, _board.Broker.Events.Count());
    }

    [Fact]
    public void Older_offer_is_refused()
    {
        TestPatch older = _board.Patch(typeof(ThermometerB));
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        _board.RunToEnd();
        _board.Offer(older);
        Assert.Equal(Status.SequenceNotHigher, _board.RunToEnd());
    }
}
