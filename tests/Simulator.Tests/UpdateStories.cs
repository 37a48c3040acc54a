using System.Text.Json;
using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Simulator.Tests;

/// <summary>Updates of the weather station told from start to end, in virtual time.</summary>
public class UpdateStories
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(8192)]
    [InlineData(1024)]
    public void Wrong_arithmetic_is_put_right_and_nothing_moves(int inlineLimitBytes)
    {
        using var board = StationFleet.Board();
        var patch = StationFleet.Patch("pressure-fix");
        board.RunFor(TimeSpan.FromSeconds(10));
        Assert.InRange(PressureErrorPa(board), 200, 20_000);

        board.Publish(patch, inlineLimitBytes);
        Confirmed(board, patch);
        board.RunFor(TimeSpan.FromSeconds(5));

        Assert.InRange(PressureErrorPa(board), -20, 20);
        Assert.Single(board.Trace.Of(TraceWords.Commit));
        NothingMoved(board);
    }

    [Theory]
    [InlineData("gust-filter")]
    [InlineData("short-hold")]
    public void Update_with_new_state_is_adopted_and_nothing_moves(string update)
    {
        using var board = StationFleet.Board();
        var patch = StationFleet.Patch(update);
        board.RunFor(TimeSpan.FromSeconds(10));

        board.Publish(patch);
        Confirmed(board, patch);
        board.RunFor(TimeSpan.FromSeconds(5));

        NothingMoved(board);
    }

    [Fact]
    public void Patch_that_throws_is_taken_back_live_and_nothing_moves()
    {
        using var board = StationFleet.Board();
        TakenBack(board, StationFleet.Patch("bad-refresh"));
        NothingMoved(board);
    }

    [Fact]
    public void Patch_whose_tick_never_ends_is_broken_off_and_taken_back_live()
    {
        using var board = StationFleet.Board();
        var patch = StationFleet.Patch("endless-wait");
        TakenBack(board, patch);

        // Offered again, it is broken off again, and another one goes live all the same.
        board.Publish(patch);
        board.RunFor(TimeSpan.FromSeconds(30));
        var good = StationFleet.Patch("gust-filter");
        board.Publish(good);
        Confirmed(board, good);
        Assert.Equal(1, board.Boots);
        Assert.Equal(1, board.Parts.Bme280.Resets);
    }

    [Fact]
    public void Forged_patch_is_refused_and_changes_nothing()
    {
        using var board = StationFleet.Board();
        using var stranger = SigningKey.Generate();
        board.RunFor(TimeSpan.FromSeconds(5));

        board.Publish(StationFleet.Patch("pressure-fix", stranger));
        Assert.True(board.RunUntil(() => StationFleet.Is(board, Status.KeyUnknown, null), s_patience), StationFleet.Account(board));

        Assert.Empty(board.Trace.Of(TraceWords.Commit));
        NothingMoved(board);
    }

    [Fact]
    public void Power_cut_after_a_confirmed_patch_comes_back_with_it()
    {
        using var board = StationFleet.Board();
        var patch = StationFleet.Patch("pressure-fix");
        board.Publish(patch);
        Confirmed(board, patch);

        board.CutPower();
        board.RunFor(TimeSpan.FromSeconds(2));
        board.PowerOn();
        board.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal(patch.Digest, StationFleet.State(board).GetProperty("patch").GetString());
        Assert.InRange(PressureErrorPa(board), -20, 20);
        Assert.Empty(board.Crashes);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Patch_arrives_over_a_network_that_loses_doubles_reorders_and_breaks(ulong seed)
    {
        using var board = StationFleet.Board(seed);
        board.World.Broker.Faults = new LinkFaults { Loss = 0.05, Duplication = 0.1, Reordering = 0.1, JitterUs = 20_000, MeanConnectedUs = 8_000_000 };
        var patch = StationFleet.Patch("pressure-fix");
        board.RunFor(TimeSpan.FromSeconds(5));

        board.Publish(patch, inlineLimitBytes: 1024);
        bool isThere = board.RunUntil(
            () => StationFleet.State(board) is { ValueKind: JsonValueKind.Object } state && state.GetProperty("patch").GetString() == patch.Digest,
            TimeSpan.FromMinutes(10));

        Assert.True(isThere, StationFleet.Account(board));
        Assert.Empty(board.Crashes);
        Assert.Equal(1, board.Parts.Bme280.Resets);
    }

    [Fact]
    public void Two_patched_runs_are_one_byte_for_byte()
    {
        var patch = StationFleet.Patch("gust-filter");
        string Digest()
        {
            using var board = StationFleet.Board(seed: 4);
            board.RunFor(TimeSpan.FromSeconds(3));
            board.Publish(patch);
            Confirmed(board, patch);
            return board.Trace.Digest;
        }

        Assert.Equal(Digest(), Digest());
    }

    private static void Confirmed(SimulatedBoard board, PatchFile patch) =>
        Assert.True(board.RunUntil(() => StationFleet.Is(board, Status.Confirmed, patch), s_patience), StationFleet.Account(board));

    private static double PressureErrorPa(SimulatedBoard board)
    {
        var sample = StationFleet.Samples(board)[^1];
        return sample.PressurePa - board.Parts.Weather.PressurePa(sample.AtMs * 1000);
    }

    private static void TakenBack(SimulatedBoard board, PatchFile patch)
    {
        board.RunFor(TimeSpan.FromSeconds(5));
        board.Publish(patch);
        Assert.True(board.RunUntil(() => StationFleet.Is(board, Status.TickThrew, null), s_patience), StationFleet.Account(board));
        board.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(patch.Digest, StationFleet.State(board).GetProperty("failed").GetString());
        Assert.Single(board.Trace.Of(TraceWords.Rollback));
    }

    // The promise of an update: no reset, no re-initialisation, no edge nobody asked for, no tick missed, no sample and no turn lost.
    private static void NothingMoved(SimulatedBoard board)
    {
        Assert.Empty(board.Crashes);
        Assert.Equal(1, board.Boots);
        var sensor = board.Parts.Bme280;
        Assert.Equal((1, 0, 2), (sensor.Resets, sensor.Reinitialisations, sensor.CalibrationReads));
        Assert.Equal(0, board.Parts.Heater.UnaskedSwitches);
        Assert.Equal((0, 0), (board.Pins[4].Releases, board.Pins[5].Releases));
        Assert.Equal((1, 1), (board.Pins[4].ModeChanges, board.Pins[5].ModeChanges));
        Assert.Empty(board.Trace.Of(TraceWords.Missed));
        var samples = StationFleet.Samples(board);
        Assert.Equal(Enumerable.Range(1, samples.Count), samples.Select(sample => sample.N));

        // The first is taken before the part has measured for the first time.
        Assert.All(samples.Skip(1), sample => Assert.True(sample.Fresh));
        int turns = board.Pins[4].Edges.Count(edge => edge is { Rising: false, Cause: PinCause.Part } && edge.TimeUs <= samples[^1].AtMs * 1000);
        Assert.InRange(samples[^1].WindEdges - turns, 0, 1);
    }
}
