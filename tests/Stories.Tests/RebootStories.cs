using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Stories.Tests;

/// <summary>Patches that wait for the next reboot: made for it, or not made for what the board runs.</summary>
public class RebootStories
{
    private static readonly PatchFile s_fix = Firmware.Patch("pressure-fix", 1);

    [Fact]
    public void Patch_that_does_not_name_what_runs_waits_for_the_reboot_and_is_confirmed_after_it()
    {
        var filter = Firmware.Patch("gust-filter", 2);
        using var station = new Station();
        station.UntilIdle();
        station.Update(s_fix);
        AssertWaitsAndApplies(station, filter, s_fix);
    }

    [Fact]
    public void Patch_for_the_reboot_waits_for_it_and_is_confirmed_after_it()
    {
        var fix = Firmware.AtReboot("pressure-fix", 1);
        using var station = new Station();
        station.UntilIdle();
        AssertWaitsAndApplies(station, fix, null);
        Assert.True(station.IsPressureRight(station.Readings[^1]));
    }

    [Fact]
    public void Newer_patch_takes_the_place_of_one_that_waits()
    {
        var fix = Firmware.AtReboot("pressure-fix", 1);
        var filter = Firmware.AtReboot("gust-filter", 2);
        using var station = new Station();
        station.UntilIdle();
        station.Publish(fix);
        station.Until(() => station.State is { Phase: "idle", Status: Status.AtReboot }, "the first to wait");
        station.Publish(filter);
        station.Until(() => station.Events[^1].Patch == filter.Digest && station.Events[^1].Status == Status.AtReboot, "the second to wait");
        station.Reset();
        station.UntilRuns(filter);

        Assert.Equal(Status.Confirmed, station.State!.Status);
    }

    [Fact]
    public void Live_patch_overtakes_one_that_waits()
    {
        var waits = Firmware.AtReboot("gust-filter", 1);
        var fix = Firmware.Patch("pressure-fix", 2);
        using var station = new Station();
        station.UntilIdle();
        station.Publish(waits);
        station.Until(() => station.State is { Phase: "idle", Status: Status.AtReboot }, "the first to wait");
        station.Update(fix);
        station.Reset();
        station.UntilRuns(fix);
        station.RunFor(2);

        Assert.Equal(fix.Digest, station.State!.Patch);
        Assert.Single(station.Swaps);
    }

    [Fact]
    public void Bad_patch_that_was_applied_at_boot_is_taken_back_by_a_reboot()
    {
        var bad = Firmware.AtReboot("bad-refresh", 1);
        using var station = new Station();
        station.UntilIdle();
        station.Publish(bad);
        station.Until(() => station.State is { Phase: "idle", Status: Status.AtReboot }, "the patch to wait");
        station.Reset();
        station.Until(() => station.Board.Boots == 3, "the board's own reset");
        station.Until(() => station.State is { Phase: "idle", Failed: not null, Patch: null }, "the release");
        int before = station.Readings.Count;
        station.RunFor(5);

        Assert.Equal(3, station.Board.Boots);
        Assert.Equal(bad.Digest, station.State!.Failed);
        Assert.Contains(station.Events, told => told.Phase == "rebooting" && told.Status == Status.TickThrew);
        Assert.All(station.Readings.Skip(before).Where(reading => reading.Fresh), reading => Assert.True(station.IsPressureWrong(reading), reading.ToString()));
        Assert.Empty(station.Board.Crashes);
    }

    private static void AssertWaitsAndApplies(Station station, PatchFile patch, PatchFile? before)
    {
        int swaps = station.Swaps.Count;
        station.Publish(patch);
        station.Until(() => station.State is { Phase: "idle", Status: Status.AtReboot }, "the patch to wait");
        station.RunFor(3);
        Assert.Equal(Station.RunningAs(before), station.State!.Patch);
        Assert.Equal(swaps, station.Swaps.Count);
        station.AssertUndisturbed();

        station.Reset();
        station.Until(() => station.State is { Phase: "trial", Status: Status.AppliedAtBoot }, "the patch on trial");
        Assert.Equal(patch.Digest, station.State!.Patch);
        station.UntilRuns(patch);
        Assert.Equal(Status.Confirmed, station.State.Status);
        station.RunFor(2);
        Assert.Equal(swaps, station.Swaps.Count);
        Assert.Empty(station.Board.Crashes);
    }
}
