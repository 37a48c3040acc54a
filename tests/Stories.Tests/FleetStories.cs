using NanoLive.Format;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>Many boards at one broker.</summary>
public class FleetStories
{
    private static readonly PatchFile s_fix = Firmware.Patch("pressure-fix", 1);
    private static readonly PatchFile s_filter = Firmware.Patch("gust-filter", 2);

    [Fact]
    public void Each_group_gets_its_own_patch_and_one_board_one_of_its_own()
    {
        var world = new SimulatedWorld();
        using var roof = Join(world, "roof", 1, "outside");
        using var mast = Join(world, "mast", 2, "outside");
        using var hall = Join(world, "hall", 3, "inside");
        using var shed = Join(world, "shed", 4, "inside", "outside");
        world.RunFor(TimeSpan.FromSeconds(3));
        roof.Publish(s_fix, "outside");
        roof.Publish(s_filter, "inside");
        world.RunFor(TimeSpan.FromSeconds(6));

        AssertRuns(s_fix, roof, mast);
        AssertRuns(s_filter, hall);

        // Of both groups: it took the one that came first; the other one was not made for that state and waits for the next reboot.
        Assert.Equal((s_fix.Digest, "idle", Status.AtReboot), (shed.State!.Patch, shed.State.Phase, shed.State.Status));

        mast.Publish(Firmware.Patch("short-hold", 3, s_fix));
        world.RunFor(TimeSpan.FromSeconds(4));
        AssertRuns(Firmware.Patch("short-hold", 3, s_fix), mast);
        AssertRuns(s_fix, roof);
    }

    [Fact]
    public void Twenty_boards_in_one_world_are_updated_at_once_and_none_is_disturbed()
    {
        var world = new SimulatedWorld();
        Station[] stations = [.. Enumerable.Range(1, 20).Select(number => Join(world, $"station-{number}", (ulong)number, "all"))];
        world.RunFor(TimeSpan.FromSeconds(3));
        stations[0].Publish(s_fix, "all", inlineLimitBytes: 1);
        world.RunFor(TimeSpan.FromSeconds(5));

        AssertRuns(s_fix, stations);
        foreach (var station in stations)
        {
            station.AssertUndisturbed();
            Assert.True(station.IsPressureRight(station.Readings[^1]));
            station.Dispose();
        }
    }

    [Fact]
    public void Patch_for_one_device_is_refused_by_another()
    {
        var world = new SimulatedWorld();
        using var roof = Join(world, "roof", 1, "all");
        using var mast = Join(world, "mast", 2, "all");
        var forMast = Firmware.Signed(new Order("pressure-fix", 5) { Device = "mast" });
        world.RunFor(TimeSpan.FromSeconds(3));
        roof.Publish(forMast, "all");
        world.RunFor(TimeSpan.FromSeconds(4));

        AssertRuns(forMast, mast);
        Assert.Equal((null, Status.OtherDevice), (roof.State!.Patch, roof.State.Status));
        Assert.Empty(roof.Swaps);
    }

    private static Station Join(SimulatedWorld world, string device, ulong seed, params string[] groups) =>
        new(Station.Porch with { Device = device, Seed = seed, Groups = groups }, world);

    private static void AssertRuns(PatchFile patch, params Station[] stations) =>
        Assert.All(stations, station => Assert.Equal((patch.Digest, "idle", Status.Confirmed), (station.State!.Patch, station.State.Phase, station.State.Status)));
}
