using NanoLive.Publishing;
using NanoLive.Simulator;

namespace NanoLive.Cli.Demo;

/// <summary>Judges a played story from what the instruments beside the boards recorded.</summary>
public sealed class DemoReport
{
    private const double WrongPa = 200;
    private const double RightPa = 30;

    private readonly DemoStory _story;
    private readonly StationWatch _watch;

    public DemoReport(DemoStory story, StationWatch watch, DemoFleet fleet)
    {
        _story = story;
        _watch = watch;
        IReadOnlyList<BoardRecord> live = fleet.Records(DemoFleet.LiveBoard, watch);
        (Live, AfterPowerCut) = (live[0], live[^1]);
        Reboot = fleet.Records(DemoFleet.RebootBoard, watch);
        Commit = Live.Of(TraceWords.Commit).FirstOrDefault();
        Rollback = Live.Of(TraceWords.Rollback).FirstOrDefault();
    }

    /// <summary>The boot in which the board was updated live.</summary>
    public BoardRecord Live { get; }

    public BoardRecord AfterPowerCut { get; }

    /// <summary>The boots of the board that was updated by reboot.</summary>
    public IReadOnlyList<BoardRecord> Reboot { get; }

    public TraceRecord Commit { get; }

    public TraceRecord Rollback { get; }

    /// <summary>Everything the demo promises.</summary>
    public IReadOnlyList<DemoCheck> Checks() => [.. Update(), .. Undisturbed(), .. BadPatch(), .. Forgeries(), .. PowerCut()];

    /// <summary>Figures without a promise.</summary>
    public IReadOnlyList<(string Name, string Value)> Figures() =>
    [
        ("bytes on the wire", $"{_story.Publication!.PayloadBytes} (the patch's envelope is {_story.Good!.Envelope.Length}, its assembly {_story.Good.Assembly.Length})"),
        ("from publish to live", $"{(_story.LiveAt - _story.PublishedAt).TotalMilliseconds:F0} ms"),
        ("loop held for the swap", $"{Held(Commit)}; for the next one, .NET having compiled the way by then, {Held(Live.Of(TraceWords.Commit).LastOrDefault())}"),
        ("by reboot instead", RebootFigures()),
    ];

    private IEnumerable<DemoCheck> Update()
    {
        long commitMs = Commit.AtUs / 1000;
        double before = Live.Samples.Where(s => s.AtMs < commitMs - 200).Select(s => Math.Abs(Live.PressureErrorPa(s))).DefaultIfEmpty(0).Min();
        double after = Live.Samples.Where(s => s.AtMs > commitMs).Select(s => Math.Abs(Live.PressureErrorPa(s))).DefaultIfEmpty(double.MaxValue).Max();
        yield return new DemoCheck("the value was wrong before", $"at least {before:F0} Pa off", before > WrongPa);
        yield return new DemoCheck("and is right from the first sample after the swap on", $"at most {after:F0} Pa off", after < RightPa);
    }

    private IEnumerable<DemoCheck> Undisturbed()
    {
        long fromUs = (ToUnixMs(_story.PublishedAt) - Live.OriginUnixMs) * 1000;
        long toUs = (ToUnixMs(_story.LiveAt) - Live.OriginUnixMs) * 1000;
        (long boards, long hosts) = Live.MissedTicks(fromUs, toUs);
        yield return new DemoCheck(
            "0 ticks missed because of the update",
            hosts == 0 ? boards.ToString() : $"{boards}, and {hosts} while this machine gave the board's process no time",
            boards == 0);
        yield return Zero("samples lost", Live.MissingSamples);
        yield return Zero("edges on the relay pin that the control law does not ask for", Live.UnaskedRelayEdges());
        yield return new DemoCheck("the relay was at work meanwhile", $"{Live.RelayEdges.Count} edges", Live.RelayEdges.Count > 0);
        yield return Zero("turns of the anemometer lost", Live.LostWindEdges());
        yield return Zero("sensor resets after the first", Live.PartEvents("bme280 reset") - 1);
        yield return Zero("sensor re-initialisations", Live.PartEvents("bme280 reinitialised"));
        yield return Zero("readings of the calibration after boot (it was kept)", Live.PartEvents("bme280 calibration-read", fromUs));
    }

    private IEnumerable<DemoCheck> BadPatch()
    {
        long threwUs = Live.Of(TraceWords.Threw).FirstOrDefault().AtUs;
        yield return new DemoCheck(
            "a patch that throws in its third tick is rolled back, live",
            threwUs > 0 && Rollback.AtUs > 0 ? $"{(Rollback.AtUs - threwUs) / 1000.0:F1} ms after it threw" : "it was not",
            threwUs > 0 && Rollback.AtUs >= threwUs);
        yield return new DemoCheck(
            "and the patch of before runs on",
            _story.PatchAfterRollback == _story.Good!.Digest ? "it does" : $"no: {_story.PatchAfterRollback ?? "none"}",
            _story.PatchAfterRollback == _story.Good.Digest);
    }

    private IEnumerable<DemoCheck> Forgeries() => _story.Refusals.Select(
        refusal => new DemoCheck($"a patch {refusal.What} is refused", $"status {refusal.Seen}", refusal.Seen == refusal.Expected));

    private IEnumerable<DemoCheck> PowerCut()
    {
        DeviceState? state = _story.StateAfterPowerCut;
        double error = AfterPowerCut.Samples.Where(s => s.Fresh).Select(s => Math.Abs(AfterPowerCut.PressureErrorPa(s))).DefaultIfEmpty(double.MaxValue).Max();
        yield return new DemoCheck("after a power cut the board boots with its patch", Short(state?.Patch), state?.Patch == _story.Good!.Digest);
        yield return new DemoCheck("and is right from its first sample on", $"at most {error:F0} Pa off", error < RightPa);
    }

    private string RebootFigures()
    {
        (BoardRecord before, BoardRecord after) = (Reboot[0], Reboot[^1]);
        if (before.Samples.Count == 0 || after.Samples.Count == 0)
        {
            return "no samples";
        }

        long gapMs = after.OriginUnixMs + after.Samples[0].AtMs - before.OriginUnixMs - before.Samples[^1].AtMs;
        bool relayFell = before.RelayEdges.LastOrDefault().On;
        return $"{gapMs} ms without samples ({(gapMs / 100) - 1} lost), sensor reset {after.PartEvents("bme280 reset")} time(s)"
            + $", anemometer count back to 0, relay {(relayFell ? "dropped" : "was open")}";
    }

    // In real time the simulated clock is no finer than a millisecond.
    private static string Held(TraceRecord commit) => commit.First < 1000 ? "under 1 ms" : $"{commit.First / 1000.0:F1} ms";

    private static DemoCheck Zero(string what, long seen) => new($"0 {what}", seen.ToString(), seen == 0);

    private static string Short(string? digest) => digest == null ? "none" : digest[..12];

    private static long ToUnixMs(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeMilliseconds();
}
