using System.Collections.Immutable;
using System.Text;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// A driver in C# with helper objects, made and edited by numbers, and beside it what each of its values has to be: a value is known by its number across
/// all versions, whatever the fields are called by then.
/// </summary>
internal sealed record RandomDriver(ImmutableArray<RandomDriver.Value> Values, int Spelling)
{
    private const int Edits = 8;

    private static readonly string[] s_homes = ["Driver", "Driver", "static", "Cell", "Other"];

    /// <param name="Number">The same in every version.</param>
    /// <param name="Home">The class it is a field of; <c>static</c> is a static field of the driver.</param>
    /// <param name="Name">May change.</param>
    /// <param name="Former">What it was called in the version before that renamed it; null: nothing.</param>
    /// <param name="Type">May become wider.</param>
    /// <param name="Start">What its initialiser says.</param>
    /// <param name="Step">What each tick adds.</param>
    public sealed record Value(int Number, string Home, string Name, string? Former, string Type, int Start, int Step);

    public static RandomDriver Make(int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, random.Next(1, 4)).Select(i => new Value(i, "Driver", $"_v{i}", null, random.Next(2) == 0 ? "int" : "long", random.Next(9), random.Next(1, 5)));
        return new RandomDriver([.. values], 0);
    }

    public RandomDriver Edit(int number)
    {
        int at = Math.Abs(number / Edits % 1000);
        var value = Values[at % Values.Length];
        return Math.Abs(number % Edits) switch
        {
            0 or 1 => With(value, value with { Step = value.Step + 1 }),
            2 or 3 or 4 => this with { Values = Values.Add(new Value(Values.Length, s_homes[at % s_homes.Length], $"_v{Values.Length}", null, at % 2 == 0 ? "int" : "long", at % 9, at % 4 + 1)) },
            5 => value.Former == null && value.Home != "static" ? With(value, value with { Name = value.Name + "n", Former = value.Name }) : this,
            6 => value is { Type: "int", Home: not "static" } ? With(value, value with { Type = "long" }) : this,
            _ => this with { Spelling = 1 - Spelling },
        };
    }

    /// <summary>One tick: every value gets its step; an object in the list and one in the array stand for each helper class.</summary>
    public string Source()
    {
        var text = new StringBuilder("using System.Collections; using NanoLive.Objects;\nnamespace Drivers {\n");
        foreach (string home in Homes())
        {
            text.Append($"  internal class {home} {{\n    internal {home} Self; {Fields(home)}\n");
            text.Append($"    internal void Count() {{ {Counting(home)} }}\n    internal string Show() {{ return \"\"{Showing(home)}; }}\n  }}\n");
        }

        text.Append($"  public class Driver {{\n    {Fields("Driver")}{Fields("static")}\n");
        foreach (string home in Homes())
        {
            text.Append($"    private {home} _{home} = new {home}(); private {home}[] _{home}s = new {home}[2]; private ArrayList _{home}List = new ArrayList();\n");
        }

        text.Append($"    private int Twice(int n) {{ return {(Spelling == 0 ? "n * 2" : "n + n")}; }}\n    public string Step(int n) {{\n      Twice(n); {Counting("Driver")}{Counting("static")}\n");
        foreach (string home in Homes())
        {
            text.Append($"      if (_{home}List.Count == 0) {{ _{home}List.Add(_{home}); _{home}s[1] = _{home}; _{home}.Self = _{home}; }}\n      (({home})_{home}List[0]).Count();\n");
            text.Append($"      if (_{home}s[1] != _{home} || _{home}.Self != _{home} || _{home}List[0] != (object)_{home}) {{ return \"alias lost\"; }}\n");
        }

        text.Append($"      return \"\"{Showing("Driver")}{Showing("static")}{string.Concat(Homes().Select(h => $" + _{h}s[1].Self.Show()"))};\n    }}\n  }}\n}}\n");
        return text.ToString();
    }

    /// <summary>What <see cref="Source"/> shows for these values.</summary>
    public string Show(IReadOnlyDictionary<int, long> values) =>
        string.Concat(new[] { "Driver", "static" }.Concat(Homes()).SelectMany(h => Values.Where(v => v.Home == h)).Select(v => $"{v.Number}={values[v.Number]} "));

    /// <summary>The values of an object of this version after another one's, then one tick.</summary>
    public Dictionary<int, long> After(IReadOnlyDictionary<int, long> before) => Values.ToDictionary(v => v.Number, v => before.GetValueOrDefault(v.Number, v.Start) + v.Step);

    private IEnumerable<string> Homes() => Values.Select(v => v.Home).Where(h => h is not ("Driver" or "static")).Distinct().Order(StringComparer.Ordinal);

    private string Fields(string home) => string.Concat(Values.Where(v => v.Home == home)
        .Select(v => $"{(v.Former == null ? "" : $"[FormerName(\"{v.Former}\")] ")}private {(home == "static" ? "static " : "")}{v.Type} {v.Name} = {v.Start}; "));

    private string Counting(string home) => string.Concat(Values.Where(v => v.Home == home).Select(v => $"{v.Name} += {v.Step}; "));

    private string Showing(string home) => string.Concat(Values.Where(v => v.Home == home).Select(v => $" + \"{v.Number}=\" + {v.Name}.ToString() + \" \""));

    private RandomDriver With(Value was, Value becomes) => this with { Values = Values.Replace(was, becomes) };
}
