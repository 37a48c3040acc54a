using NanoLive.Format;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>
/// A tale with its power cuts. What is asserted of every one: each cut happens; the boot after it runs and reports what the flash says; at any
/// time exactly the old or exactly the new driver runs, and one gives way to the other only in a swap or a boot; nothing crashes; in the end the
/// offer is confirmed (or, being bad, given up), and the next update succeeds.
/// </summary>
internal sealed class Interruption(Tale tale, IReadOnlyList<Cut> cuts) : IDisposable
{
    private const double LongestS = 20;

    private readonly Station _station = new();
    private readonly List<long> _boundariesMs = [];
    private BootForecast? _forecast;

    /// <summary>The line that a failure prints.</summary>
    public static string Line(Tale tale, IReadOnlyList<Cut> cuts) => $"NANOLIVE_STORY='{tale.Name}: {string.Join(", ", cuts)}'";

    /// <summary>Tells a tale and says which line replays it when it fails.</summary>
    public static void Tell(Tale tale, params Cut[] cuts)
    {
        using var interruption = new Interruption(tale, cuts);
        try
        {
            interruption.Run();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{Line(tale, cuts)}\n{exception.Message}\n{interruption.Summary}", exception);
        }
    }

    /// <summary>What happens from the offer to its end when nothing is cut.</summary>
    public static Measurement Measure(Tale tale)
    {
        using var whole = new Interruption(tale, []);
        whole.Prepare();
        var board = whole._station.Board;
        int operations = board.FlashChip.Operations;
        int records = board.Trace.Records.Count;
        long beganUs = board.World.NowUs;
        whole.Publish();
        whole.UntilTheEnd();
        return new Measurement(board.FlashChip.Operations - operations, [.. board.Trace.Records.Skip(records)], board.World.NowUs - beganUs);
    }

    public void Dispose() => _station.Dispose();

    private string Summary => $"diary: {string.Join(' ', _station.Diary)}\nstate: {_station.State}\ncrashes: {string.Join(' ', _station.Board.Crashes)}";

    private void Run()
    {
        Prepare();
        foreach (var (cut, number) in cuts.Select((cut, number) => (cut, number)))
        {
            cut.Arm(_station);
            if (number == 0)
            {
                Publish();
            }

            Assert.True(UntilCut(), $"nothing was cut at {cut}");
            JudgeBoot();
            _boundariesMs.Add(_station.NowMs);
            _forecast = BootForecast.Of(_station.Board.FlashChip);
            _station.RunFor(0.2);
            _station.PowerOn();
        }

        UntilTheEnd();
        JudgeBoot();
        _station.RunFor(0.5);
        Assert.Equal(Station.RunningAs(tale.Last), _station.State!.Patch);
        Judge();
        _station.Publish(tale.Next);
        _station.UntilRuns(tale.Next);
        Assert.Equal(Status.Confirmed, _station.State.Status);
        Assert.Empty(_station.Board.Crashes);
    }

    private void Prepare()
    {
        _station.UntilIdle();
        foreach (var patch in tale.Before)
        {
            _station.Update(patch);
        }

        _station.RunFor(0.3);
        Judge();
    }

    private void Publish() => _station.Publish(tale.Offer, tale.InlineLimitBytes);

    // A cut may be one of those in which the board is already done with the offer.
    private bool UntilCut() => _station.Board.RunUntil(
        () =>
        {
            ResetWhenItWaits();
            return !_station.Board.IsPowered;
        },
        TimeSpan.FromSeconds(LongestS));

    private void UntilTheEnd() => _station.Until(
        () =>
        {
            ResetWhenItWaits();
            return _station.State is { Phase: "idle" } state && (tale.EndsWithTheOld ? state.Failed == tale.Offer.Digest : IsOver(state));
        },
        "the end",
        LongestS);

    private bool IsOver(StateReport state) => state.Patch == Station.RunningAs(tale.Offer) && state.Sequence == tale.Offer.Offer.Sequence;

    private void ResetWhenItWaits()
    {
        if (tale.NeedsReset && _station.State is { Phase: "idle", Status: Status.AtReboot })
        {
            JudgeBoot();
            _forecast = null;
            _boundariesMs.Add(_station.NowMs);
            _station.Reset();
        }
    }

    // A boot that was cut short may have had no time to say anything. A neutral patch goes by the name of none.
    private void JudgeBoot()
    {
        if (_forecast != null && _station.FirstState is { } first)
        {
            var isNeutral = tale.Offer.Plan.Neutral && _forecast.Digest == tale.Offer.Digest;
            Assert.Equal((isNeutral ? null : _forecast.Digest, _forecast.Status), (first.Patch, first.Status));
        }
    }

    private void Judge()
    {
        Assert.Empty(_station.Board.Crashes);
        var fresh = _station.Readings.Where(reading => reading.Fresh).ToList();
        foreach (var reading in fresh)
        {
            Assert.True(_station.IsPressureRight(reading) != _station.IsPressureWrong(reading), $"neither old nor new: {reading}");
        }

        // The old driver gives way to the new one, or back, only where objects are swapped or made.
        long[] boundaries = [.. _station.Swaps.Select(us => us / 1000), .. _boundariesMs];
        foreach (var (one, next) in fresh.Zip(fresh.Skip(1)))
        {
            bool changed = _station.IsPressureRight(one) != _station.IsPressureRight(next);
            Assert.True(!changed || boundaries.Any(ms => ms >= one.AtMs && ms <= next.AtMs), $"changed without a swap or a boot: {one} {next}");
        }

        var last = fresh[^1];
        bool isNew = tale.IsOldTheRightOne != _station.IsPressureRight(last);
        if (_station.State is { Phase: "idle" } state && state.Sequence == tale.Offer.Offer.Sequence)
        {
            Assert.True(isNew != tale.EndsWithTheOld, $"not the driver that the state names: {last} {state}");
        }
    }
}
