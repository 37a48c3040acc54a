using System.Text.Json;

namespace NanoLive.Corpus.Tests;

/// <summary>A driver before and after an edit, as its folder under Drivers/ has it.</summary>
internal sealed record Pair
{
    private static readonly string s_root = Path.Combine(AppContext.BaseDirectory, "Drivers");
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public string Name { get; init; } = "";

    /// <summary>The edit that the pair is about: a name of <c>EditKind</c>, or "Nothing".</summary>
    public string Kind { get; init; } = "";

    public string About { get; init; } = "";

    /// <summary>The verdict of the whole, a name of <c>Verdict</c>.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>What is on the bus: registers, words, scratchpad, eeprom; empty: nothing.</summary>
    public string Part { get; init; } = "";

    public int Address { get; init; }

    /// <summary>Somebody turns a knob on pins 20 and 21.</summary>
    public bool Knob { get; init; }

    /// <summary>Lines that a person wrote so that the edit can go live.</summary>
    public int HandWrittenLines { get; init; }

    /// <summary>Ids of findings that must be reported.</summary>
    public string[] Findings { get; init; } = [];

    /// <summary>How state of before reads in the new version: field to field, then *n, /n, ~ (bytes turned) or # (bytes of the int); empty: it begins anew.</summary>
    public Dictionary<string, string> State { get; init; } = [];

    /// <summary>The new version makes other state than the old one, so a rolled back board is not where one is that was never updated.</summary>
    public bool Diverges { get; init; }

    /// <summary>Nothing that a board would notice: there is no patch because none is needed.</summary>
    public bool Silent { get; init; }

    /// <summary>A driver as long as real ones are: 2.5 KB of .pe and more.</summary>
    public bool Realistic { get; init; }

    /// <summary>Values were converted by code, or live in a closure of the patch: another patch does not lead them back, and waits for the next reboot.</summary>
    public bool Reboots { get; init; }

    /// <summary>The patch waits for the next reboot.</summary>
    public bool Waits { get; init; }

    /// <summary>There is no patch that goes live.</summary>
    public bool Refused { get; init; }

    /// <summary>There is a patch, and it would be wrong: only the findings say so.</summary>
    public bool Wrong { get; init; }

    public static IReadOnlyList<Pair> All { get; } = [.. Directory.EnumerateDirectories(s_root).Order(StringComparer.Ordinal).Select(Read)];

    public static Pair Named(string name) => All.Single(pair => pair.Name == name);

    /// <summary>The sources of one side; file names are those of the folder, so that places in reports are.</summary>
    public IEnumerable<(string Path, string Text)> Sources(string side, string file) =>
        [(Path.Combine("/corpus", Name, file), File.ReadAllText(Path.Combine(s_root, Name, side, file)))];

    public override string ToString() => Name;

    private static Pair Read(string folder) =>
        JsonSerializer.Deserialize<Pair>(File.ReadAllText(Path.Combine(folder, "pair.json")), s_json)! with { Name = Path.GetFileName(folder) };
}
