using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NanoLive.Cli;

/// <summary>Where text goes: colours and tables for a person at a terminal, plain lines for everything else.</summary>
public static class Terminal
{
    private const int PlainWidth = 160;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions s_jsonLine = new(s_json) { WriteIndented = false };


    private static readonly IAnsiConsole s_console = Console.IsOutputRedirected ? Plain() : AnsiConsole.Console;

    /// <summary>Whether a person is looking: then lines may be coloured and redrawn.</summary>
    public static bool IsInteractive => !Console.IsOutputRedirected && s_console.Profile.Capabilities.Ansi;

    public static void Line(string text = "") => s_console.WriteLine(text);

    /// <summary>A line that is never wrapped: a command to copy, a file's text.</summary>
    public static void Verbatim(string text) => Console.Out.WriteLine(text);

    /// <summary>A table, or anything else that Spectre draws.</summary>
    public static void Write(IRenderable drawing) => s_console.Write(drawing);

    public static string Escape(string text) => Spectre.Console.Markup.Escape(text);

    /// <summary>One JSON document, indented.</summary>
    public static void Json(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, s_json));

    /// <summary>One JSON document on a line of its own, for streams.</summary>
    public static void JsonLine(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, s_jsonLine));

    /// <summary>Two columns, names in front.</summary>
    public static void Facts(IEnumerable<(string Name, string Value)> facts)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach ((string name, string value) in facts)
        {
            grid.AddRow($"[grey]{Escape(name)}[/]", Escape(value));
        }

        s_console.Write(grid);
    }

    /// <summary>What went wrong, and what to do about it, on standard error.</summary>
    public static void Complain(string message, string remedy)
    {
        Console.Error.WriteLine($"nanolive: {message}");
        if (remedy.Length > 0)
        {
            Console.Error.WriteLine($"          {remedy}");
        }
    }

    private static IAnsiConsole Plain()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
