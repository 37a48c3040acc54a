using System.Text.Json;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// A driver before and after an edit, as its folder has it: under Drivers/ those that are as long as real ones, under Cases/ small ones about one form of an edit each.
/// A file that <c>after</c> does not have is the one of <c>before</c>.
/// </summary>
internal sealed record Pair
{
    private const string DriversFolder = "Drivers";
    private const string CasesFolder = "Cases";
    private const string ApplicationFile = "Application.cs";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private string _folder = "";

    public string Name { get; init; } = "";

    /// <summary>Under Drivers/: what sizes are measured on.</summary>
    public bool IsDriver { get; private init; }

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

    /// <summary>A timer's thread takes part: whether it has left when a swap looks is the scheduler's matter, so the swap may come a tick later. What the board says is a number.</summary>
    public bool IsTimed { get; init; }

    /// <summary>Nothing that a board would notice: there is no patch because none is needed.</summary>
    public bool Silent { get; init; }

    /// <summary>Values were converted by code, or live in a closure of the patch: another patch does not lead them back, and waits for the next reboot.</summary>
    public bool Reboots { get; init; }

    /// <summary>The patch waits for the next reboot.</summary>
    public bool Waits { get; init; }

    /// <summary>There is no patch that goes live.</summary>
    public bool Refused { get; init; }

    /// <summary>Written after the packed form's sample was made: how that does on what it does not know.</summary>
    public bool IsHeldOut { get; init; }

    /// <summary>There is a patch, and it would be wrong: only the findings say so.</summary>
    public bool Wrong { get; init; }

    public static IReadOnlyList<Pair> All { get; } = [.. new[] { DriversFolder, CasesFolder }.SelectMany(Within).OrderBy(pair => pair.Name, StringComparer.Ordinal)];

    public static Pair Named(string name) => All.Single(pair => pair.Name == name);

    /// <summary>The driver's sources of one side; file names are those of the folder, so that places in reports are.</summary>
    public IEnumerable<(string Path, string Text)> Driver(string side) => Sources(side).Where(source => Path.GetFileName(source.Path) != ApplicationFile);

    /// <summary>The source of the application that uses the driver.</summary>
    public IEnumerable<(string Path, string Text)> Application(string side) => Sources(side).Where(source => Path.GetFileName(source.Path) == ApplicationFile);

    public override string ToString() => Name;

    private static IEnumerable<Pair> Within(string group) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Pairs", group), "pair.json", SearchOption.AllDirectories)
            .Select(file => Read(Path.GetDirectoryName(file)!) with { IsDriver = group == DriversFolder });

    private static Pair Read(string folder) =>
        JsonSerializer.Deserialize<Pair>(File.ReadAllText(Path.Combine(folder, "pair.json")), s_json)! with { Name = Path.GetFileName(folder), _folder = folder };

    private IEnumerable<(string Path, string Text)> Sources(string side) =>
        Directory.EnumerateFiles(Path.Combine(_folder, "before")).Concat(Directory.EnumerateFiles(Path.Combine(_folder, side)))
            .GroupBy(file => Path.GetFileName(file)).OrderBy(versions => versions.Key, StringComparer.Ordinal)
            .Select(versions => (Path.Combine("/corpus", Name, versions.Key), File.ReadAllText(versions.Last())));
}
