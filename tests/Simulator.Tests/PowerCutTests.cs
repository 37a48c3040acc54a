using NanoLive.Format;

namespace NanoLive.Simulator.Tests;

/// <summary>
/// The power goes in the middle of an update: at a flash operation, before, during or after it. What comes back is the old or the new, whole,
/// and the offer that still stands at the broker is taken in the end. Here every operation is tried at one of the three points;
/// <c>NANOLIVE_ALL_CUTS=1</c> tries all three with several tears.
/// </summary>
public class PowerCutTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public void Power_cut_at_any_flash_operation_of_an_update_ends_with_the_update_all_the_same()
    {
        var patch = StationFleet.Patch("pressure-fix");
        int operations = OperationsOf(board =>
        {
            board.Publish(patch, inlineLimitBytes: 1024);
            Assert.True(board.RunUntil(() => StationFleet.Is(board, Status.Confirmed, patch), s_patience), StationFleet.Account(board));
        });
        Assert.InRange(operations, 8, 500);

        bool all = Environment.GetEnvironmentVariable("NANOLIVE_ALL_CUTS") == "1";
        for (int operation = 1; operation <= operations; operation++)
        {
            foreach (var point in all ? Enum.GetValues<CutPoint>() : [(CutPoint)(operation % 3)])
            {
                for (ulong seed = 0; seed < (all && point == CutPoint.During ? 4UL : 1UL); seed++)
                {
                    Cut(patch, operation, point, seed);
                }
            }
        }
    }

    private static void Cut(NanoLive.Signing.PatchFile patch, int operation, CutPoint point, ulong seed)
    {
        string name = $"operation {operation}, {point}, seed {seed}";
        using var board = StationFleet.Board();
        board.CutPowerAtFlashOperation(operation, point, seed);
        board.Publish(patch, inlineLimitBytes: 1024);
        Assert.True(board.RunUntil(() => !board.IsPowered, s_patience), name + " was never reached");
        board.RunFor(TimeSpan.FromSeconds(1));
        Assert.False(board.IsPowered);

        long backUs = board.World.NowUs;
        board.PowerOn();
        Assert.True(board.RunUntil(() => RunsWhole(board, patch.Digest, backUs), s_patience), $"{name}: {StationFleet.Account(board)}");
        Assert.Empty(board.Crashes);
    }

    // Only what the board said since the power is back counts.
    private static bool RunsWhole(SimulatedBoard board, string digest, long sinceUs)
    {
        if (!board.World.Broker.Retained.TryGetValue(board.DeviceTopic("state"), out var message) || message.AtUs < sinceUs)
        {
            return false;
        }

        var state = StationFleet.State(board);
        return state.GetProperty("patch").GetString() == digest && state.GetProperty("phase").GetString() == "idle";
    }

    private static int OperationsOf(Action<SimulatedBoard> update)
    {
        using var board = StationFleet.Board();
        update(board);
        return board.FlashChip.Operations;
    }
}
