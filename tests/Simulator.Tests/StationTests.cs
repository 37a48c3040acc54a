namespace NanoLive.Simulator.Tests;

/// <summary>The weather station, whole, in virtual time.</summary>
public class StationTests
{
    [Fact]
    public void Station_measures_the_air_of_its_box_and_counts_every_turn_of_the_wind()
    {
        using var board = StationFleet.Board();
        board.RunFor(TimeSpan.FromSeconds(60));

        Assert.Empty(board.Crashes);
        var samples = StationFleet.Samples(board);
        Assert.InRange(samples.Count, 550, 595);
        Assert.Equal(Enumerable.Range(1, samples.Count), samples.Select(sample => sample.N));
        int turns = board.Pins[4].Edges.Count(edge => edge is { Rising: false, Cause: PinCause.Part } && edge.TimeUs <= samples[^1].AtMs * 1000);
        Assert.InRange(samples[^1].WindEdges - turns, 0, 1);
    }

    [Fact]
    public void Temperature_is_that_of_the_box_a_measurement_ago()
    {
        using var board = StationFleet.Board();
        var truth = new Dictionary<long, double>();
        board.Trace.Written += record =>
        {
            if (record is { What: TraceWords.Tick, Subject: "sampler" })
            {
                truth[record.AtUs / 1000] = board.Parts.Box.TemperatureC(record.AtUs);
            }
        };
        board.RunFor(TimeSpan.FromSeconds(60));

        // The part measures every 77 ms, and the box changes by less than 0.7 degrees a second.
        foreach (var sample in StationFleet.Samples(board).Skip(1))
        {
            Assert.InRange((sample.TemperatureCentiC / 100.0) - truth[sample.AtMs], -0.1, 0.1);
        }
    }

    [Fact]
    public void Station_heats_by_hysteresis_and_nothing_else_moves_the_relay()
    {
        using var board = StationFleet.Board();
        board.RunFor(TimeSpan.FromSeconds(90));

        var switches = board.Parts.Heater.Switches;
        Assert.InRange(switches.Count, 4, 40);
        Assert.Equal(0, board.Parts.Heater.UnaskedSwitches);
        Assert.All(switches.Zip(switches.Skip(1)), pair => Assert.True(pair.Second.TimeUs - pair.First.TimeUs >= 2_000_000));
        Assert.Equal((1, 0), (board.Parts.Bme280.Resets, board.Parts.Bme280.Reinitialisations));
    }

    [Fact]
    public void Two_runs_of_the_station_are_one_byte_for_byte()
    {
        string Digest()
        {
            using var board = StationFleet.Board(seed: 9);
            board.World.Broker.Faults = new LinkFaults { Loss = 0.05, MeanConnectedUs = 5_000_000 };
            board.RunFor(TimeSpan.FromSeconds(30));
            board.Reset();
            board.RunFor(TimeSpan.FromSeconds(10));
            return board.Trace.Digest;
        }

        Assert.Equal(Digest(), Digest());
    }

    [Fact]
    public void Boots_of_a_station_that_are_over_leave_no_memory_behind()
    {
        using var board = StationFleet.Board(device: "forgotten");
        board.PowerOn();
        for (int i = 0; i < 8; i++)
        {
            board.RunFor(TimeSpan.FromSeconds(1.5));
            board.Reset();
        }

        Assert.Equal(8, board.Boots);
        Assert.InRange(BootsInMemory.Of("forgotten"), 0, 3);
    }
}
