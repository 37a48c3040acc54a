using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Stories.Tests;

/// <summary>A patch with a mistake that no test has found: it throws in its third tick.</summary>
public class BadPatchStories
{
    private static readonly PatchFile s_fix = Firmware.Patch("pressure-fix", 1);
    private static readonly PatchFile s_bad = Firmware.Patch("bad-refresh", 2, s_fix);

    [Fact]
    public void Bad_patch_is_rolled_back_live_in_the_tick_in_which_it_throws()
    {
        using var station = RolledBack();

        Assert.Equal(2, station.Swaps.Count);
        long[] threwUs = [.. station.Board.Trace.Of("threw").Select(record => record.AtUs)];
        Assert.InRange(station.Swaps[1] - Assert.Single(threwUs), 0, 5000);
        Assert.InRange(station.Swaps[1] - station.Swaps[0], 200_000, 300_000);
        station.AssertUndisturbed();
    }

    [Fact]
    public void Only_the_tick_that_threw_is_without_a_sample_and_the_old_arithmetic_is_back()
    {
        using var station = RolledBack();

        long[] swapsMs = [.. station.Swaps.Select(us => us / 1000)];
        var fresh = station.Readings.Where(reading => reading.Fresh).ToList();
        Assert.Equal(2, fresh.Count(reading => reading.AtMs > swapsMs[0] && reading.AtMs <= swapsMs[1]));
        Assert.All(
            fresh,
            reading => Assert.True(
                reading.AtMs > swapsMs[0] && reading.AtMs <= swapsMs[1] ? station.IsPressureRight(reading) : station.IsPressureWrong(reading), reading.ToString()));
        long[] gaps = [.. station.Readings.Zip(station.Readings.Skip(1), (one, next) => next.AtMs - one.AtMs).Where(ms => ms != 100)];
        Assert.Equal([200], gaps);
    }

    [Fact]
    public void Board_says_what_threw()
    {
        using var station = RolledBack();

        Assert.Equal((null, "idle", Status.TickThrew, s_bad.Digest), (station.State!.Patch, station.State.Phase, station.State.Status, station.State.Failed));
        Assert.Contains("sampler: InvalidOperationException", station.State.Reason, StringComparison.Ordinal);
        Assert.Equal((s_bad.Digest, Status.TickThrew, 1), (station.Events[^1].Patch, station.Events[^1].Status, station.Events[^1].Objects));
    }

    [Fact]
    public void Offer_that_stays_is_not_tried_again_after_a_reconnect_a_reset_or_a_power_cut()
    {
        using var station = RolledBack();
        station.Board.Link!.Break(200_000);
        station.RunFor(3);
        station.Reset();
        station.RunFor(4);
        station.Board.CutPower();
        station.RunFor(1);
        station.PowerOn();
        station.RunFor(4);

        Assert.Equal(2, station.Swaps.Count);
        Assert.Single(station.Diary, told => told.Phase == "trial");
        Assert.Equal((null, "idle", s_bad.Digest), (station.State!.Patch, station.State.Phase, station.State.Failed));
        Assert.Empty(station.Board.Crashes);
    }

    [Fact]
    public void Same_payload_under_a_higher_number_is_refused()
    {
        using var station = RolledBack();
        station.Publish(Firmware.Patch("bad-refresh", 3, s_fix));
        station.Until(() => station.State is { Phase: "idle", Status: Status.FailedBefore }, "the refusal");
        station.RunFor(2);

        Assert.Equal(2, station.Swaps.Count);
    }

    [Fact]
    public void Next_good_patch_goes_live()
    {
        using var station = RolledBack();
        station.Update(Firmware.Patch("gust-filter", 3));
        station.RunFor(2);

        Assert.Equal(3, station.Swaps.Count);
        Assert.Equal(s_bad.Digest, station.State!.Failed);
        station.AssertUndisturbed();
    }

    [Fact]
    public void Rollback_leads_to_the_patch_that_ran_before()
    {
        using var station = RolledBack(s_fix);

        Assert.Equal(s_fix.Digest, station.State!.Patch);
        Assert.All(
            station.Readings.Where(reading => reading.Fresh && reading.AtMs > station.Swaps[0] / 1000),
            reading => Assert.True(station.IsPressureRight(reading), reading.ToString()));
        station.AssertUndisturbed();
        station.Reset();
        station.UntilRuns(s_fix);
    }

    private static Station RolledBack(params PatchFile[] before)
    {
        var station = new Station();
        station.RunFor(4);
        foreach (var patch in before)
        {
            station.Update(patch);
        }

        station.Publish(s_bad);
        station.Until(() => station.State is { Phase: "idle", Status: Status.TickThrew }, "the rollback");
        station.RunFor(2);
        return station;
    }
}
