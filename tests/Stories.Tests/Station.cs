using System.Text.Json;
using System.Text.Json.Serialization;
using NanoLive.Format;
using NanoLive.Publishing;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>
/// A weather station in virtual time, and everything it says, read strictly: a message with a member more or less than FORMAT.md has fails the
/// story.
/// </summary>
internal sealed class Station : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly FleetTopics _topics;
    private long _cutAfterRecords;

    public Station(BoardDescription? description = null, SimulatedWorld? world = null)
    {
        Board = SimulatedBoard.Flash(Firmware.Release, description ?? Porch, world);
        _topics = new FleetTopics(Board.Description.Root, Board.Description.Fleet);
        Board.World.Broker.Taken += Take;
        Board.Trace.Written += Note;
    }

    /// <summary>A station with a short trial. It has a broker, so that losing it counts.</summary>
    public static BoardDescription Porch { get; } = new()
    {
        Device = "porch",
        Broker = "broker",
        Seed = 7,
        Settings = new Dictionary<string, string> { ["trial-ms"] = "1000", ["trace-ticks"] = "2" },
    };

    public SimulatedBoard Board { get; }

    /// <summary>Samples in the order in which the broker got them.</summary>
    public List<Reading> Readings { get; } = [];

    public List<EventReport> Events { get; } = [];

    /// <summary>Of this power-on or the last reset that a story asked for.</summary>
    public StateReport? State { get; private set; }

    /// <summary>The first state of this power-on or of the last reset that a story asked for.</summary>
    public StateReport? FirstState { get; private set; }

    /// <summary>The board's own diary of phases, as (phase, status); complete even where the network is not.</summary>
    public List<(string Phase, int Status)> Diary { get; } = [];

    /// <summary>Times of commits and rollbacks, microseconds.</summary>
    public List<long> Swaps { get; } = [];

    public long NowMs => Board.World.NowUs / 1000;

    /// <summary>Offers a patch to this board alone.</summary>
    public void Publish(PatchFile patch, int inlineLimitBytes = 4096) => Publish(patch, Board.Description.Device, inlineLimitBytes);

    /// <summary>Offers a patch to a group as the publisher does it: chunks first, the offer last.</summary>
    public void Publish(PatchFile patch, string group, int inlineLimitBytes = 4096)
    {
        bool isInline = patch.Envelope.Length <= inlineLimitBytes;
        var broker = Board.World.Broker;
        int number = 0;
        foreach (var chunk in isInline ? [] : patch.Chunks())
        {
            broker.Publish(_topics.Chunk(patch.Digest, number++), chunk.ToArray());
        }

        broker.Publish(_topics.Offer(group), isInline ? patch.Envelope.ToArray() : patch.OfferWithoutPayload());
    }

    public void RunFor(double seconds) => Board.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>
    /// Runs to that moment on the microsecond, so that two stations can be compared; half way between two samples nothing is on its way.
    /// </summary>
    public void RunToMs(long ms) => Board.RunFor(TimeSpan.FromMicroseconds((ms * 1000) - Board.World.NowUs));

    /// <summary>Runs until the condition holds, which is asked after everything that happens.</summary>
    public void Until(Func<bool> condition, string what, double seconds = 30) =>
        Assert.True(Board.RunUntil(condition, TimeSpan.FromSeconds(seconds)), $"{Board.Description.Device} waited {seconds} s in vain for {what}; diary: {string.Join(' ', Diary.TakeLast(12))}; {State}");

    /// <summary>Until the board is up and has nothing to do.</summary>
    public void UntilIdle() => Until(() => State is { Phase: "idle" }, "idle");

    /// <summary>Until the board says that it runs this patch and that its trial is over.</summary>
    public void UntilRuns(PatchFile patch) => Until(() => State is { Phase: "idle" } && State.Patch == RunningAs(patch), "the patch to be confirmed");

    /// <summary>Publishes and runs until the patch is confirmed.</summary>
    public void Update(PatchFile patch)
    {
        Publish(patch);
        UntilRuns(patch);
        Assert.Equal(Status.Confirmed, State!.Status);
    }

    /// <summary>What the state calls this patch: a neutral one is the release.</summary>
    public static string? RunningAs(PatchFile? patch) => patch == null || patch.Plan.Neutral ? null : patch.Digest;

    public void Reset()
    {
        State = FirstState = null;
        Board.Reset();
    }

    public void PowerOn()
    {
        State = FirstState = null;
        Board.PowerOn();
    }

    /// <summary>Cuts the power when the trace gets its n-th record from now on; 1 is the next one.</summary>
    public void CutAtRecord(long number) => _cutAfterRecords = number;

    /// <summary>How far a reading's pressure is from the truth.</summary>
    public double PressureErrorPa(Reading reading) => Math.Abs(reading.PressurePa - Board.Parts.Weather.PressurePa(reading.AtMs * 1000));

    /// <summary>The arithmetic of the release is off by hundreds of pascal.</summary>
    public bool IsPressureWrong(Reading reading) => PressureErrorPa(reading) > 200;

    public bool IsPressureRight(Reading reading) => PressureErrorPa(reading) < 30;

    /// <summary>What <see cref="AssertNothingMoved"/> says, and every sample arrived.</summary>
    public void AssertUndisturbed()
    {
        Assert.Equal(Enumerable.Range(1, Readings.Count), Readings.Select(reading => reading.Number));
        Assert.Equal(0, Readings[^1].Lost);
        AssertNothingMoved();
    }

    /// <summary>Nothing crashed, no tick was missed, no edge of the anemometer was lost; nobody but the control law moved the relay; the sensor was left alone.</summary>
    public void AssertNothingMoved()
    {
        Assert.Empty(Board.Crashes);
        Assert.Empty(Board.Trace.Of(TraceWords.Missed));
        Assert.Equal(0, Board.Parts.Heater.UnaskedSwitches);
        Assert.Equal((1, 0), (Board.Parts.Bme280.Resets, Board.Parts.Bme280.Reinitialisations));
        Wind.AssertNoneLost(Board, Readings);
    }

    public void Dispose()
    {
        Board.World.Broker.Taken -= Take;
        Board.Dispose();
    }

    private void Take(SimulatedMessage message)
    {
        if (message.From != Board.Description.Device || !_topics.TryReadDevice(message.Topic, out _, out string name))
        {
            return;
        }

        switch (name)
        {
            case "telemetry":
                Readings.Add(JsonSerializer.Deserialize<Reading>(message.Payload, s_json)!);
                break;
            case "state":
                State = JsonSerializer.Deserialize<StateReport>(message.Payload, s_json);
                FirstState ??= State;
                break;
            case "event":
                Events.Add(JsonSerializer.Deserialize<EventReport>(message.Payload, s_json)!);
                break;
        }
    }

    private void Note(TraceRecord record)
    {
        if (record.What == TraceWords.Phase)
        {
            Diary.Add((record.Subject!, (int)record.First));
        }
        else if (record.What is TraceWords.Commit or TraceWords.Rollback)
        {
            Swaps.Add(record.AtUs);
        }

        if (_cutAfterRecords > 0 && --_cutAfterRecords == 0)
        {
            Board.CutPower();
        }
    }
}
