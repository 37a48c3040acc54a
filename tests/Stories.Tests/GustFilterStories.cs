using NanoLive.Format;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>New private fields and a new class: the anemometer gets a filter, and loses it again.</summary>
public class GustFilterStories
{
    private static readonly PatchFile s_filter = Firmware.Patch("gust-filter", 1);
    private static readonly PatchFile s_back = Firmware.Neutral(2, s_filter);

    // Gusts, and a contact that bounces: what the filter is for.
    private static readonly BoardDescription s_stormy = Station.Porch with
    {
        Scenario = "storm",
        Hardware = Station.Porch.Hardware with { ContactBounces = true },
    };

    [Fact]
    public void Filter_is_in_force_from_its_first_value_on_and_the_counts_go_on()
    {
        using var station = Updated();

        long swapMs = station.Swaps.Single() / 1000;
        Assert.Equal(
            Wind.Speeds(station.Readings, reading => reading.AtMs > swapMs),
            station.Readings.Select(reading => reading.WindMmPerS));
        Assert.NotEqual(
            Wind.Speeds(station.Readings, _ => false),
            station.Readings.Select(reading => reading.WindMmPerS));
        station.AssertUndisturbed();
    }

    [Fact]
    public void Neutral_patch_leads_back_live_and_the_filter_leaves_no_trace()
    {
        using var station = RolledBack();

        var swapsMs = station.Swaps.ConvertAll(us => us / 1000);
        Assert.Equal(2, swapsMs.Count);
        Assert.Equal(
            Wind.Speeds(station.Readings, reading => reading.AtMs > swapsMs[0] && reading.AtMs < swapsMs[1]),
            station.Readings.Select(reading => reading.WindMmPerS));
        Assert.Equal((null, "idle", Status.Confirmed, null), (station.State!.Patch, station.State.Phase, station.State.Status, station.State.Failed));
        station.AssertUndisturbed();
    }

    [Fact]
    public void Station_that_was_updated_and_rolled_back_measures_what_one_does_that_never_was()
    {
        using var station = RolledBack();
        using var left = new Station(s_stormy);
        station.RunToMs(18_000);
        left.RunToMs(18_000);

        Assert.Equal(left.Readings.Select(reading => reading with { WindMmPerS = 0 }), station.Readings.Select(reading => reading with { WindMmPerS = 0 }));

        // The speed is worked out in every third tick; until then the one of before stands.
        long backMs = (station.Swaps[1] / 1000) + 300;
        Assert.Equal(left.Readings.Where(reading => reading.AtMs > backMs), station.Readings.Where(reading => reading.AtMs > backMs));
    }

    [Fact]
    public void After_a_rollback_a_reset_loads_nothing()
    {
        using var untouched = new Station(s_stormy);
        untouched.UntilIdle();
        using var station = RolledBack();
        station.Reset();
        station.UntilIdle();
        station.RunFor(2);

        Assert.Null(station.State!.Patch);
        Assert.Equal((untouched.State!.AssembliesFree, untouched.State.HeapFree), (station.State.AssembliesFree, station.State.HeapFree));
    }

    [Fact]
    public void Filter_that_was_taken_back_can_be_published_again()
    {
        using var station = RolledBack();
        station.Update(Firmware.Patch("gust-filter", 3, s_back));
        station.RunFor(3);

        var swapsMs = station.Swaps.ConvertAll(us => us / 1000);
        Assert.Equal(3, swapsMs.Count);
        Assert.Equal(
            Wind.Speeds(station.Readings, reading => reading.AtMs > swapsMs[2] || (reading.AtMs > swapsMs[0] && reading.AtMs < swapsMs[1])),
            station.Readings.Select(reading => reading.WindMmPerS));
        station.AssertUndisturbed();
    }

    [Fact]
    public void Very_same_payload_goes_live_again_under_a_higher_number()
    {
        using var station = RolledBack();
        var again = Firmware.Patch("gust-filter", 3);
        Assert.Equal(s_filter.Digest, again.Digest);
        station.Update(again);
        station.RunFor(2);

        station.AssertUndisturbed();
        Assert.Equal(3, station.Swaps.Count);
    }

    [Fact]
    public void Filter_survives_a_power_cut()
    {
        using var station = Updated();
        station.Board.CutPower();
        station.RunFor(1);
        int before = station.Readings.Count;
        station.PowerOn();
        station.UntilRuns(s_filter);
        station.RunFor(4);

        var after = station.Readings.Skip(before).ToList();

        // The driver begins with a time of zero, so the first value is over all the time since the board was made.
        Assert.Equal(Wind.Speeds(after, _ => true), after.Select(reading => reading.WindMmPerS));
        Wind.AssertNoneLost(station.Board, after);
    }

    private static Station Updated()
    {
        var station = new Station(s_stormy);
        station.RunFor(4);
        station.Update(s_filter);
        station.RunFor(3);
        return station;
    }

    private static Station RolledBack()
    {
        var station = Updated();
        station.Update(s_back);
        station.RunFor(3);
        return station;
    }
}
