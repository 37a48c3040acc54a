using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Stories.Tests;

/// <summary>A field gets another name, type and unit: seconds in an int become milliseconds in a long.</summary>
public class ShortHoldStories
{
    private const int HoldMs = 2000;

    private static readonly PatchFile s_short = Firmware.Patch("short-hold", 1);
    private static readonly PatchFile s_back = Firmware.Neutral(2, s_short);

    [Fact]
    public void Renamed_field_has_the_converted_value_and_the_old_one_is_back_after_the_rollback()
    {
        using var station = new Station();
        station.RunFor(4);
        station.Update(s_short);
        station.RunFor(10);
        station.Update(s_back);
        station.RunFor(10);

        Assert.Equal(2, station.Swaps.Count);
        Assert.All(station.Readings, reading => Assert.Equal(HoldMs, reading.HoldMs));
        Assert.Null(station.State!.Patch);
        station.AssertUndisturbed();
    }

    [Fact]
    public void Relay_is_switched_as_if_nothing_had_happened()
    {
        using var station = new Station();
        using var left = new Station();
        station.RunFor(4);
        station.Update(s_short);
        station.RunFor(10);
        station.Update(s_back);
        station.RunToMs(30_000);
        left.RunToMs(30_000);

        var switches = station.Board.Parts.Heater.Switches;
        Assert.Equal(
            left.Board.Parts.Heater.Switches.Select(edge => (edge.TimeUs / 1000, edge.Rising)),
            switches.Select(edge => (edge.TimeUs / 1000, edge.Rising)));
        Assert.True(switches.Count(edge => edge.TimeUs > station.Swaps[0] && edge.TimeUs < station.Swaps[1]) > 1);
        Assert.All(switches.Zip(switches.Skip(1)), pair => Assert.True(pair.Second.TimeUs - pair.First.TimeUs >= HoldMs * 1000));
        Assert.Equal(left.Readings, station.Readings);
    }

    [Fact]
    public void Heater_that_was_on_stays_on_through_update_and_rollback()
    {
        using var station = new Station();
        station.Until(() => station.Board.Parts.Heater.IsOn, "the heater");
        station.Publish(s_short);
        station.Until(() => station.Swaps.Count == 1, "the swap", 1);

        Assert.True(station.Board.Parts.Heater.IsOn);
        Assert.Equal(PinCauses(station), PinCauses(station).Distinct());
        station.UntilRuns(s_short);
        Assert.Equal(Status.Confirmed, station.State!.Status);
        station.AssertUndisturbed();
    }

    private static IEnumerable<object> PinCauses(Station station) => station.Board.Parts.Heater.Switches.Select(edge => (object)edge.Cause);
}
