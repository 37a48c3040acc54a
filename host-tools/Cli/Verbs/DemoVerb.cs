using System.CommandLine;
using System.Diagnostics;
using NanoLive.Cli.Demo;
using Spectre.Console;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive demo</c>: the whole way of a patch, with proof.</summary>
public static class DemoVerb
{
    public static Command Create()
    {
        Option<string> output = new("--output", "-o") { Description = "Folder for boards, traces and the timeline.", DefaultValueFactory = _ => ".nanolive/demo" };
        Option<bool> headless = new("--headless") { Description = "Plain lines only, for scripts." };
        Command command = new(
            "demo",
            "Start a broker and two simulated weather stations, update one live and the other by reboot, and show what each lost.\nExample: nanolive demo")
        {
            output, headless,
        };
        command.SetAction((parsed, cancel) => RunAsync(Path.GetFullPath(parsed.GetRequiredValue(output)), parsed.GetValue(headless), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string folder, bool headless, CancellationToken cancel)
    {
        Stopwatch watchTime = Stopwatch.StartNew();
        await using DemoFleet fleet = await DemoFleet.CreateAsync(folder, cancel);
        await using StationWatch watch = await StationWatch.StartAsync(fleet.Broker, fleet.Topics, cancel);
        DemoStory story = new(fleet, watch, line => Terminal.Line($"{watchTime.Elapsed.TotalSeconds,5:F1} s  {line}"));
        Terminal.Line($"{watchTime.Elapsed.TotalSeconds,5:F1} s  broker on {fleet.Broker}");
        await story.PlayAsync(cancel);

        DemoReport report = new(story, watch, fleet);
        IReadOnlyList<DemoCheck> checks = report.Checks();
        string timeline = Path.Combine(folder, "timeline.html");
        Inputs.Write(timeline, System.Text.Encoding.UTF8.GetBytes(DemoTimeline.Render(report, checks)));
        Print(report, checks, headless || !Terminal.IsInteractive);
        Terminal.Line($"timeline: {timeline}");
        DemoCheck? broken = checks.FirstOrDefault(check => !check.Holds);
        return broken == null
            ? ExitCode.Ok
            : throw new Failure(ExitCode.DemoFailed, $"not seen: {broken.Promise} ({broken.Seen})", "on a very busy machine run it again; otherwise please report it with the timeline");
    }

    private static void Print(DemoReport report, IReadOnlyList<DemoCheck> checks, bool plain)
    {
        Terminal.Line();
        if (plain)
        {
            foreach (DemoCheck check in checks)
            {
                Terminal.Line($"{(check.Holds ? "ok  " : "FAIL")}  {check.Promise}: {check.Seen}");
            }
        }
        else
        {
            Table table = new Table().Border(TableBorder.Simple).AddColumns("", "promised", "seen");
            foreach (DemoCheck check in checks)
            {
                table.AddRow(check.Holds ? "[green]✓[/]" : "[red]✗[/]", Terminal.Escape(check.Promise), Terminal.Escape(check.Seen));
            }

            Terminal.Write(table);
        }

        Terminal.Facts(report.Figures());
    }
}
