using NanoLive.Format;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>A confirmed patch, and a board that does not get well any more.</summary>
public class BootLoopStories
{
    private static readonly PatchFile s_fix = Firmware.Patch("pressure-fix", 1);

    // Gone at once, and for longer than any story.
    private static readonly LinkFaults s_noBroker = new() { MeanConnectedUs = 1, OutageUs = 3_600_000_000 };

    [Fact]
    public void Three_boots_in_a_row_without_health_lead_to_the_release_and_405_is_told()
    {
        using var station = BootedWithoutHealth(3);
        station.Board.World.Broker.Faults = LinkFaults.None;
        station.Reset();
        station.Until(() => station.State is { Status: Status.BootLoop }, "405");
        station.RunFor(3);

        Assert.Equal((null, "idle", s_fix.Digest), (station.State!.Patch, station.State.Phase, station.State.Failed));
        Assert.True(station.IsPressureWrong(station.Readings[^1]));
        Assert.Single(station.Swaps);
        Assert.Empty(station.Board.Crashes);
    }

    [Fact]
    public void Patch_that_was_given_up_stays_given_up_and_the_next_one_is_taken()
    {
        using var station = BootedWithoutHealth(3);
        station.Board.World.Broker.Faults = LinkFaults.None;
        station.Reset();
        station.Until(() => station.State is { Status: Status.BootLoop }, "405");
        station.Reset();
        station.UntilIdle();
        station.RunFor(3);
        Assert.Null(station.State!.Patch);

        station.Update(Firmware.Patch("gust-filter", 2));
    }

    [Fact]
    public void Two_boots_without_health_and_one_with_it_keep_the_patch()
    {
        using var station = BootedWithoutHealth(2);
        station.Board.World.Broker.Faults = LinkFaults.None;
        station.Reset();
        station.UntilRuns(s_fix);
        station.RunFor(2);
        for (int i = 0; i < 2; i++)
        {
            station.Board.World.Broker.Faults = s_noBroker;
            station.Reset();
            station.RunFor(3);
        }

        station.Board.World.Broker.Faults = LinkFaults.None;
        station.Reset();
        station.UntilRuns(s_fix);
    }

    private static Station BootedWithoutHealth(int boots)
    {
        var station = new Station();
        station.UntilIdle();
        station.Update(s_fix);
        station.Board.World.Broker.Faults = s_noBroker;
        for (int boot = 0; boot < boots; boot++)
        {
            station.Reset();
            station.RunFor(3);
        }

        return station;
    }
}
