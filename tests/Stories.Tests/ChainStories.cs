using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Stories.Tests;

/// <summary>
/// One patch after the other. Patches are cumulative against the release: each holds the whole way from the release to its build, so a later one
/// takes the place of an earlier one, and what its build does not contain is taken back.
/// </summary>
public class ChainStories
{
    private static readonly PatchFile s_fix = Firmware.Patch("pressure-fix", 1);
    private static readonly PatchFile s_filter = Firmware.Patch("gust-filter", 2, s_fix);
    private static readonly PatchFile s_short = Firmware.Patch("short-hold", 3, s_fix, s_filter);

    [Fact]
    public void Second_patch_takes_back_what_its_build_does_not_contain()
    {
        using var station = Chain(s_fix, s_filter);

        var swapsMs = station.Swaps.ConvertAll(us => us / 1000);
        Assert.All(
            station.Readings.Where(reading => reading.Fresh),
            reading => Assert.True(
                reading.AtMs > swapsMs[0] && reading.AtMs < swapsMs[1] ? station.IsPressureRight(reading) : station.IsPressureWrong(reading), reading.ToString()));
        Assert.Equal(
            Wind.Speeds(station.Readings, reading => reading.AtMs > swapsMs[1]),
            station.Readings.Select(reading => reading.WindMmPerS));
        Assert.Equal(2, station.Events[^1].Objects);
        station.AssertUndisturbed();
    }

    [Fact]
    public void Chain_and_reset_give_what_the_last_patch_alone_gives()
    {
        using var chain = Chain(s_fix, s_filter);
        using var alone = Chain(s_filter);
        List<Reading> AfterReset(Station station)
        {
            station.RunToMs(15_000);
            station.Reset();
            int before = station.Readings.Count;
            station.UntilRuns(s_filter);
            station.RunToMs(22_000);
            return station.Readings[before..];
        }

        Assert.Equal(AfterReset(alone), AfterReset(chain));
        Assert.Equal(alone.State! with { UptimeMs = 0 }, chain.State! with { UptimeMs = 0 });
    }

    [Fact]
    public void Three_patches_in_a_row_and_back_to_the_release_disturb_nothing()
    {
        using var station = Chain(s_fix, s_filter, s_short);
        station.Update(Firmware.Neutral(4, s_short));
        station.RunToMs(22_000);
        using var left = new Station();
        left.RunToMs(22_000);

        Assert.Equal(4, station.Swaps.Count);
        Assert.Null(station.State!.Patch);
        Assert.Equal(4, station.State.Sequence);
        station.AssertUndisturbed();
        long backMs = (station.Swaps[^1] / 1000) + 300;
        Assert.Equal(left.Readings.Where(reading => reading.AtMs > backMs), station.Readings.Where(reading => reading.AtMs > backMs));
    }

    [Fact]
    public void Ten_updates_and_rollbacks_in_one_boot_lose_nothing()
    {
        using var station = new Station();
        station.RunFor(4);
        PatchFile? last = null;
        for (int i = 1; i <= 10; i++)
        {
            last = i % 2 == 1 ? Firmware.Patch("pressure-fix", i, last == null ? [] : [last]) : Firmware.Neutral(i, last!);
            station.Update(last);
        }

        Assert.Equal(10, station.Swaps.Count);
        station.AssertUndisturbed();
        Assert.True(station.IsPressureWrong(station.Readings[^1]));
    }

    [Fact]
    public void Older_patch_is_refused_and_the_newer_runs_on()
    {
        using var station = Chain(s_filter);
        station.Publish(s_fix);
        station.Until(() => station.State is { Phase: "idle", Status: not Status.Confirmed }, "the refusal");

        Assert.Equal((Status.SequenceNotHigher, s_filter.Digest), (station.State!.Status, station.State.Patch));
        Assert.Single(station.Swaps);
    }

    private static Station Chain(params PatchFile[] patches)
    {
        var station = new Station();
        station.RunFor(4);
        foreach (var patch in patches)
        {
            station.Update(patch);
            station.RunFor(2);
        }

        return station;
    }
}
