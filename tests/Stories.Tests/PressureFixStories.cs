using NanoLive.Format;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>A changed method body: the arithmetic of the pressure is fixed while the station runs.</summary>
public class PressureFixStories
{
    private static readonly PatchFile s_fix = Firmware.Patch("pressure-fix", 1);

    [Fact]
    public void Pressure_is_wrong_up_to_the_swap_and_right_from_the_first_sample_after_it()
    {
        using var station = Told();

        long swapMs = station.Swaps.Single() / 1000;
        var fresh = station.Readings.Where(reading => reading.Fresh).ToList();
        Assert.True(fresh.Count(reading => reading.AtMs < swapMs) > 20);
        Assert.All(fresh.Where(reading => reading.AtMs <= swapMs), reading => Assert.True(station.IsPressureWrong(reading), reading.ToString()));
        Assert.All(fresh.Where(reading => reading.AtMs > swapMs), reading => Assert.True(station.IsPressureRight(reading), reading.ToString()));
    }

    [Fact]
    public void Update_disturbs_nothing()
    {
        using var station = Told();

        station.AssertUndisturbed();
        Assert.InRange(station.Board.Parts.Heater.Switches.Count, 2, 20);
        Assert.Equal(2, station.Board.Parts.Bme280.CalibrationReads);
        Assert.Equal(0, station.Board.Pins.Sum(pin => pin.Releases));
        Assert.Equal(1, station.Board.Boots);
    }

    [Fact]
    public void Two_stations_of_one_seed_differ_in_the_pressure_alone_when_one_of_them_is_updated()
    {
        using var updated = Told();
        using var left = Told(patch: null);

        Assert.Equal(left.Readings.Count, updated.Readings.Count);
        Assert.Equal(left.Readings.Select(reading => reading with { PressurePa = 0 }), updated.Readings.Select(reading => reading with { PressurePa = 0 }));
        Assert.Equal(
            left.Board.Parts.Heater.Switches.Select(edge => (edge.TimeUs / 1000, edge.Rising)),
            updated.Board.Parts.Heater.Switches.Select(edge => (edge.TimeUs / 1000, edge.Rising)));
    }

    [Fact]
    public void Board_tells_each_phase_with_its_status()
    {
        using var station = Told();

        var events = station.Events.Skip(1).ToList();
        Assert.Equal(
            [("verifying", 0), ("downloading", 0), ("verifying", 0), ("preparing", 0), ("waiting", 0), ("trial", Status.OnTrial), ("idle", Status.Confirmed)],
            events.Select(told => (told.Phase, told.Status)));
        Assert.Equal(station.Diary.Skip(1), events.Select(told => (told.Phase, told.Status)));
        Assert.Null(events[0].Patch);
        Assert.All(events.Skip(1), told => Assert.Equal(s_fix.Digest, told.Patch));
        Assert.All(events, told => Assert.Equal("", told.Reason));
        Assert.Equal([0, 0, 0, 0, 0, 1, 1], events.Select(told => told.Objects));
        Assert.InRange(events[^1].AtMs - events[^2].AtMs, 1000, 1200);
        Assert.Equal(events.Select(told => told.AtMs).Order(), events.Select(told => told.AtMs));
    }

    [Fact]
    public void State_names_the_release_and_the_patch_and_what_is_left()
    {
        using var station = new Station();
        station.UntilIdle();
        var before = station.State!;
        station.Update(s_fix);
        var after = station.State!;

        Assert.Equal(
            (Firmware.ReleaseDigest, null, "idle", 0, null, 0L),
            (before.Release, before.Patch, before.Phase, before.Status, before.Failed, before.Sequence));
        Assert.Equal(
            (Firmware.ReleaseDigest, s_fix.Digest, "idle", Status.Confirmed, null, 1L),
            (after.Release, after.Patch, after.Phase, after.Status, after.Failed, after.Sequence));
        Assert.Equal(before.AssembliesFree - 1, after.AssembliesFree);
        Assert.InRange(before.HeapFree - after.HeapFree, s_fix.Assembly.Length, s_fix.Assembly.Length + 500);
        Assert.Equal(0, after.Boots);
        Assert.True(after.UptimeMs > before.UptimeMs);
    }

    [Fact]
    public void Confirmed_patch_runs_from_the_first_sample_on_after_a_reset()
    {
        using var station = Told();
        station.Reset();
        station.UntilRuns(s_fix);
        int before = station.Readings.Count;
        station.RunFor(2);

        var fresh = station.Readings.Skip(before).Where(reading => reading.Fresh).ToList();
        Assert.True(fresh.Count > 10);
        Assert.All(fresh, reading => Assert.True(station.IsPressureRight(reading), reading.ToString()));
        Assert.Single(station.Swaps);
    }

    [Fact]
    public void Same_seed_tells_the_same_story_byte_for_byte_and_another_seed_another()
    {
        string Digest(ulong seed)
        {
            using var station = Told(s_fix, seed);
            return station.Board.Trace.Digest;
        }

        Assert.Equal(Digest(3), Digest(3));
        Assert.NotEqual(Digest(3), Digest(4));
    }

    private static Station Told() => Told(s_fix);

    // 12 seconds, the patch being published after four.
    private static Station Told(PatchFile? patch, ulong seed = 7)
    {
        var station = new Station(Station.Porch with { Seed = seed });
        station.RunFor(4);
        if (patch != null)
        {
            station.Publish(patch);
        }

        station.RunFor(8);
        if (patch != null)
        {
            Assert.Equal((patch.Digest, Status.Confirmed), (station.State!.Patch, station.State.Status));
        }

        return station;
    }
}
