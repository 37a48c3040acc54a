using NanoLive.Format;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>A chunked download over a network that does everything a network may do to messages.</summary>
public class NetworkStories
{
    private static readonly PatchFile s_fix = Firmware.Signed(new Order("pressure-fix", 1) { ChunkLengthBytes = 256 });
    private static readonly Lazy<int> s_operations = new(() => OperationsOf(null));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Duplicated_and_reordered_messages_store_nothing_twice(ulong seed)
    {
        Assert.Equal(s_operations.Value, OperationsOf(new LinkFaults { Duplication = 0.5, Reordering = 0.5, JitterUs = 20_000 }, seed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Lost_messages_hold_the_download_up_and_store_nothing_twice(ulong seed)
    {
        Assert.Equal(s_operations.Value, OperationsOf(new LinkFaults { Loss = 0.2, MeanConnectedUs = 3_000_000 }, seed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Everything_at_once_ends_confirmed(ulong seed)
    {
        var faults = new LinkFaults { Loss = 0.1, Duplication = 0.2, Reordering = 0.3, JitterUs = 10_000, MeanConnectedUs = 2_000_000 };
        Assert.Equal(s_operations.Value, OperationsOf(faults, seed));
    }

    [Fact]
    public void Chunk_that_was_dropped_on_a_connection_that_holds_is_asked_for_again()
    {
        using var station = new Station();
        station.Board.World.Broker.Faults = new LinkFaults { Loss = 0.3 };
        station.RunFor(3);
        while (!station.Diary.Exists(told => told.Phase == "downloading"))
        {
            station.Publish(s_fix, inlineLimitBytes: 1);
            station.RunFor(2);
        }

        station.Until(() => station.Diary.Contains(("idle", Status.Confirmed)), "the patch to be confirmed", 300);
        Assert.Equal(0, station.Board.Link!.Breaks);
        Assert.Equal(s_operations.Value, station.Board.FlashChip.Operations);
    }

    [Fact]
    public void Connection_that_breaks_at_any_message_changes_nothing_but_the_time()
    {
        int messages = Messages(breakAt: 0);
        Assert.InRange(messages, 20, 100);
        for (int message = 1; message <= messages; message++)
        {
            Messages(message);
        }
    }

    [Fact]
    public void Board_that_is_off_gets_the_offer_when_it_comes_back()
    {
        using var station = new Station();
        station.RunFor(3);
        station.Board.CutPower();
        station.RunFor(5);
        station.Publish(s_fix, inlineLimitBytes: 1);
        station.RunFor(60);
        Assert.Empty(station.Swaps);
        station.PowerOn();
        station.UntilRuns(s_fix);

        Assert.Equal(Status.Confirmed, station.State!.Status);
        Assert.Single(station.Swaps);
    }

    [Fact]
    public void Broker_that_goes_away_during_the_trial_takes_the_patch_back()
    {
        using var station = new Station(Slow());
        station.RunFor(3);
        station.Publish(s_fix);
        station.Until(() => station.Swaps.Count == 1, "the swap");
        station.Board.Link!.Break(8_000_000);
        station.Until(() => station.Swaps.Count == 2, "the rollback", 7);
        station.Until(() => station.State is { Phase: "idle", Status: Status.Unhealthy }, "the report");
        station.RunFor(1);

        Assert.Null(station.State!.Patch);
        station.AssertNothingMoved();
    }

    [Fact]
    public void Short_outage_during_the_trial_is_forgiven()
    {
        using var station = new Station(Slow());
        station.RunFor(3);
        station.Publish(s_fix);
        station.Until(() => station.Swaps.Count == 1, "the swap");
        station.Board.Link!.Break(3_000_000);
        station.UntilRuns(s_fix);
        station.RunFor(2);

        Assert.Equal(Status.Confirmed, station.State!.Status);
        Assert.Single(station.Swaps);
        station.AssertNothingMoved();
    }

    private static BoardDescription Slow() => Station.Porch with { Settings = new Dictionary<string, string> { ["trial-ms"] = "10000" } };

    // Flash operations of an update under these faults, from the boot on; it ends confirmed after one swap.
    private static int OperationsOf(LinkFaults? faults, ulong seed = 1)
    {
        using var station = new Station(Station.Porch with { Seed = seed });
        station.Board.World.Broker.Faults = faults ?? LinkFaults.None;
        station.RunFor(3);
        station.Publish(s_fix, inlineLimitBytes: 1);
        station.Until(() => station.Diary.Contains(("idle", Status.Confirmed)), "the patch to be confirmed", 120);
        station.RunFor(5);

        Assert.Single(station.Swaps);
        Assert.Empty(station.Board.Crashes);
        Assert.Equal(1, station.Board.Boots);
        return station.Board.FlashChip.Operations;
    }

    // Breaks the connection as the n-th message since the publication arrives, at the board or at the broker. Returns how many there were.
    private static int Messages(int breakAt)
    {
        using var station = new Station();
        var broker = station.Board.World.Broker;
        int count = 0;
        void Count()
        {
            if (++count == breakAt)
            {
                station.Board.Link!.Break(300_000);
            }
        }

        station.RunFor(3);
        broker.Delivered += (_, _) => Count();
        broker.Taken += message =>
        {
            if (message.From != null && !message.Topic.EndsWith("telemetry", StringComparison.Ordinal))
            {
                Count();
            }
        };
        station.Publish(s_fix, inlineLimitBytes: 1);
        station.Until(() => station.Diary.Contains(("idle", Status.Confirmed)), $"the patch to be confirmed with a break at message {breakAt}");
        int messages = count;
        station.RunFor(1);

        string because = $"the connection broke at message {breakAt}";
        Assert.True(breakAt == 0 || station.Board.Link!.Breaks == 1, because);
        Assert.True(station.Swaps.Count == 1 && station.State is { Phase: "idle", Status: Status.Confirmed }, $"{because}: {station.State}");
        Assert.True(s_operations.Value == station.Board.FlashChip.Operations, because);
        Assert.True(station.Readings[^1].Lost == 0 && !station.Board.Trace.Of(TraceWords.Missed).Any(), because);
        return messages;
    }
}
