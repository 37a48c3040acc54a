using System.CommandLine;
using NanoLive.Boards;
using Spectre.Console;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive boards</c>: the kinds of board that can be flashed, and what is known of one.</summary>
public static class BoardsVerb
{
    private const int Kilobyte = 1024;

    public static Command Create()
    {
        Argument<string?> name = new("name") { Description = "Say everything that is known of this one.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = CommonOptions.Json();
        Command command = new("boards", "List the kinds of board, and what each has.\nExample: nanolive boards esp32") { name, json };
        command.SetAction(parsed =>
        {
            BoardKind? only = parsed.GetValue(name) is { } named ? RealBoards.Kind(named) : null;
            Print(only, parsed.GetValue(json));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(BoardKind? only, bool json)
    {
        if (json)
        {
            Terminal.Json(only is null ? BoardKinds.All : (object)only);
        }
        else if (only is null)
        {
            Table table = new Table().Border(TableBorder.Simple).AddColumns("board", "firmware", "deployment", "heap", "drive", "network", "what it is");
            foreach (BoardKind kind in BoardKinds.All)
            {
                string drive = kind.Files is { } files ? $"{files.Drive} {files.LengthBytes / Kilobyte} KB" : "none";
                string heap = $"{(kind.Heap.IsAtMost ? "<= " : "")}{kind.Heap.Bytes / Kilobyte} KB";
                table.AddRow(new Text(kind.Name), new Text(kind.Target), new Text($"{kind.Deployment.LengthBytes / Kilobyte} KB"), new Text(heap), new Text(drive), new Text(kind.Network), new Text(kind.Title));
            }

            Terminal.Write(table);
            Terminal.Line("and sim, the simulated board. nanolive boards <name> tells pins, notes and where each figure comes from.");
        }
        else
        {
            Describe(only);
        }
    }

    private static void Describe(BoardKind kind)
    {
        SampleWiring sample = kind.Sample;
        Terminal.Facts(
        [
            ("board", $"{kind.Name}: {kind.Title}"),
            ("firmware", $"{kind.Target}, {kind.Firmware}"),
            ("deployment", $"{kind.Deployment.LengthBytes} bytes at {kind.Deployment.Address}"),
            ("heap", $"{(kind.Heap.IsAtMost ? "at most " : "")}{kind.Heap.Bytes} bytes"),
            ("drive", kind.Files is { } files ? $"{files.Drive} {files.Format}, {files.LengthBytes} bytes" : "none: nothing outlives a reset"),
            ("network", kind.Network),
            ("serial port", kind.Serial),
            ("sample", $"I2C bus {sample.I2cBus} (data {sample.I2cDataPin}, clock {sample.I2cClockPin}), anemometer {sample.AnemometerPin}, heater {sample.HeaterPin}"),
            ("native code for", string.Join(", ", kind.Libraries.Keys.Order(StringComparer.Ordinal))),
            .. kind.Notes.Select(note => ("note", note)),
            .. kind.Sources.Select(source => ($"source of {source.Key}", source.Value)),
        ]);
    }
}
