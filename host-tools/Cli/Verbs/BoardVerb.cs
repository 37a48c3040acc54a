using System.CommandLine;
using NanoLive.Simulator;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive board run</c>: one simulated board as this process. Killing the process is cutting its power.</summary>
public static class BoardVerb
{
    public static Command Create()
    {
        Argument<string> device = new("device") { Description = "The board's name." };
        Option<string> boards = CommonOptions.Boards();
        Option<double> seconds = new("--for") { Description = "End after so many seconds of the board's time; 0 runs on.", DefaultValueFactory = _ => 0 };
        Option<double> speed = new("--speed") { Description = "How much faster than real time.", DefaultValueFactory = _ => 1 };
        Option<bool> quiet = new("--quiet") { Description = "Do not print the diary." };
        Command run = new("run", "Run a simulated board in this process until Ctrl+C; its trace grows in its folder.\nExample: nanolive board run porch")
        {
            device, boards, seconds, speed, quiet,
        };
        run.SetAction((parsed, cancel) => Task.Run(() => Run(
            parsed.GetRequiredValue(boards),
            parsed.GetRequiredValue(device),
            parsed.GetValue(seconds),
            parsed.GetValue(speed),
            parsed.GetValue(quiet),
            cancel)));
        return new Command("board", "Simulated boards.") { run };
    }

    private static int Run(string boards, string device, double seconds, double speed, bool quiet, CancellationToken cancel)
    {
        if (!(speed is > 0 and <= 1000) || !(seconds >= 0))
        {
            throw new Failure(ExitCode.Usage, "--speed is above 0 and at most 1000, --for is 0 or more", "");
        }

        BoardFolder folder = Boards.Require(BoardFolder.Open(boards, device));
        using IDisposable held = folder.TryLock() ?? throw new Failure(ExitCode.InUse, $"{device} is running already", "stop the other process first");
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (seconds > 0)
        {
            end.CancelAfter(TimeSpan.FromSeconds(seconds / speed));
        }

        using SimulatedBoard board = SimulatedBoard.Open(folder);
        if (!quiet)
        {
            board.Trace.Written += Print;
        }

        Terminal.Line($"{device} runs; Ctrl+C ends it, killing the process cuts its power");
        board.RunInRealTime(end.Token, speed);
        return ExitCode.Ok;
    }

    private static void Print(TraceRecord record)
    {
        // Ticks and interrupts are too many to read.
        if (record.What is not (TraceWords.Tick or "interrupt"))
        {
            Terminal.Line($"{record.AtUs / 1e6,10:F3} s  {record.What,-9} {record.Subject} {record.First} {record.Second}");
        }
    }
}
