using NanoLive.Simulator;

namespace NanoLive.Cli.Demo;

/// <summary>Turns what was recorded into the timeline a person looks at.</summary>
public static class DemoTimeline
{
    public static string Render(DemoReport report, IReadOnlyList<DemoCheck> checks)
    {
        BoardRecord[] all = [report.Live, report.AfterPowerCut, .. report.Reboot];
        long zeroMs = all.Where(record => record.Samples.Count > 0).Min(record => record.OriginUnixMs + record.Samples[0].AtMs) - 500;
        long endMs = all.Where(record => record.Samples.Count > 0).Max(record => record.OriginUnixMs + record.Samples[^1].AtMs) + 500;
        TimelineBoard[] boards =
        [
            Board("updated live", [report.Live, report.AfterPowerCut], zeroMs, "power cut"),
            Board("updated by reboot", report.Reboot, zeroMs, "reboot"),
        ];
        IReadOnlyList<(string, string)> facts =
            [.. report.Figures(), .. checks.Select(check => ($"{(check.Holds ? "✓" : "✗")} {check.Promise}", check.Seen))];
        return new Timeline("A sensor driver, updated live", "and the same driver on another board, updated by reboot", (endMs - zeroMs) / 1000.0).Render(boards, facts);
    }

    private static TimelineBoard Board(string title, IReadOnlyList<BoardRecord> boots, long zeroMs, string interruption)
    {
        double At(BoardRecord boot, long ms) => (boot.OriginUnixMs + ms - zeroMs) / 1000.0;
        List<TimelineSpan> spans = [];
        List<TimelinePoint> relay = [];
        for (int i = 0; i < boots.Count; i++)
        {
            BoardRecord boot = boots[i];
            if (i > 0 && boots[i - 1].Samples.Count > 0 && boot.Samples.Count > 0)
            {
                double fromS = At(boots[i - 1], boots[i - 1].Samples[^1].AtMs);
                spans.Add(new TimelineSpan(fromS, At(boot, boot.Samples[0].AtMs), interruption, "dark"));
                relay.Add(new TimelinePoint(fromS, 0));
            }

            spans.AddRange(Phases(boot, ms => At(boot, ms)));
            relay.AddRange(boot.RelayEdges.Select(edge => new TimelinePoint(At(boot, edge.AtMs), edge.On ? 1 : 0)));
        }

        return new TimelineBoard
        {
            Title = title,
            Values = [.. boots.SelectMany(boot => boot.Samples.Where(sample => sample.Fresh).Select(sample => new TimelinePoint(At(boot, sample.AtMs), sample.PressurePa / 100.0)))],
            Truth = [.. boots.SelectMany(boot => boot.Samples.Where(sample => sample.Fresh).Select(sample => new TimelinePoint(At(boot, sample.AtMs), boot.TruePressurePa(sample.AtMs) / 100)))],
            Relay = relay,
            Spans = spans,
            Marks =
            [
                .. boots.SelectMany(boot => boot.Of(TraceWords.Commit).Select(r => new TimelineMark(At(boot, r.AtUs / 1000), "swap", "good"))),
                .. boots.SelectMany(boot => boot.Of(TraceWords.Rollback).Select(r => new TimelineMark(At(boot, r.AtUs / 1000), "rollback", "bad"))),
                .. boots.SelectMany(boot => boot.Of(TraceWords.Part).Where(r => r.Subject == "bme280 reset").Select(r => new TimelineMark(At(boot, r.AtUs / 1000), "sensor reset", "bad"))),
            ],
        };
    }

    // A phase lasts until the next one; idle is nothing to draw.
    private static IEnumerable<TimelineSpan> Phases(BoardRecord boot, Func<long, double> at)
    {
        TraceRecord[] phases = [.. boot.Of(TraceWords.Phase)];
        for (int i = 0; i < phases.Length; i++)
        {
            string name = phases[i].Subject ?? "";
            if (name != "idle" && boot.Samples.Count > 0)
            {
                long endMs = i + 1 < phases.Length ? phases[i + 1].AtUs / 1000 : boot.Samples[^1].AtMs;
                yield return new TimelineSpan(at(phases[i].AtUs / 1000), at(endMs), name, name == "trial" ? "trial" : "work");
            }
        }
    }
}
