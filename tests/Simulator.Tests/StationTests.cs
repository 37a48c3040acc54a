using System.Security.Cryptography;
using System.Text.Json;
using NanoLive.Patching;

namespace NanoLive.Simulator.Tests;

/// <summary>The weather station, whole, in virtual time.</summary>
public class StationTests
{
    private static readonly byte[] s_key = PublicPoint();

    private static SimulatedBoard Station(ulong seed = 1) => SimulatedBoard.Flash(
        Build.Read(Path.Combine(AppContext.BaseDirectory, "firmware", "release")).Value!,
        [s_key],
        new BoardDescription { Device = "porch", Seed = seed });

    [Fact]
    public void Station_measures_the_air_of_its_box_and_counts_every_turn_of_the_wind()
    {
        using var board = Station();
        board.RunFor(TimeSpan.FromSeconds(60));

        Assert.Empty(board.Crashes);
        var samples = Samples(board);
        Assert.InRange(samples.Count, 550, 595);
        Assert.Equal(Enumerable.Range(1, samples.Count), samples.Select(sample => sample.GetProperty("n").GetInt32()));
        foreach (var sample in samples.Skip(5))
        {
            long atUs = sample.GetProperty("atMs").GetInt64() * 1000;
            double temperatureC = sample.GetProperty("temperatureCentiC").GetInt32() / 100.0;
            Assert.InRange(temperatureC, 12, 24);
        }

        int falling = board.Pins[4].Edges.Count(edge => !edge.Rising && edge.Cause == PinCause.Part);
        Assert.InRange(falling - samples[^1].GetProperty("windEdges").GetInt32(), 0, 3);
    }

    [Fact]
    public void Station_heats_by_hysteresis_and_nothing_else_moves_the_relay()
    {
        using var board = Station();
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
            using var board = Station(seed: 9);
            board.World.Broker.Faults = new LinkFaults { Loss = 0.05, MeanConnectedUs = 5_000_000 };
            board.RunFor(TimeSpan.FromSeconds(30));
            board.Reset();
            board.RunFor(TimeSpan.FromSeconds(10));
            return board.Trace.Digest;
        }

        Assert.Equal(Digest(), Digest());
    }

    private static List<JsonElement> Samples(SimulatedBoard board) =>
        [.. board.Sent("telemetry").Select(message => JsonDocument.Parse(message.Payload).RootElement)];

    private static byte[] PublicPoint()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        return [.. point.X!, .. point.Y!];
    }
}
