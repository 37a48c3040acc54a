using System.Text;

namespace NanoLive.Corpus.Tests;

/// <summary>The C# of a <see cref="RandomDriver"/>.</summary>
internal static class RandomDriverText
{
    private static readonly string[] s_members = ["M0, M1, M2", "None, M0, M1, M2", "M2, M0, M1", "M0 = 7, M1 = 3, M2 = 5"];

    /// <summary>One tick: every value gets its step; an object in the list and one in the array stand for each helper class.</summary>
    /// <param name="driver">Which.</param>
    /// <param name="isBad">Its ticks throw.</param>
    public static string Of(RandomDriver driver, bool isBad = false)
    {
        var text = new StringBuilder("using System.Collections; using System.Reflection; using NanoLive.Objects;\nnamespace Drivers {\n");
        text.Append($"  public enum Mode {{ {s_members[driver.Form.Numbers]} }}\n  public delegate int Twofold(int n);\n  public delegate void Told(int by);\n");
        text.Append($"  internal interface ICount {{ void Count({(driver.Form.IsTimed ? "int times" : "")}); string Show(); {(driver.Form.Weight == 0 ? "" : "int Weight(); ")}}}\n");
        foreach (string home in driver.Homes)
        {
            text.Append(Base(driver, home)).Append($"  internal class {home} : {(HasBase(driver, home) ? home + "Base, " : "")}ICount {{\n    internal {home} Self; {Fields(driver, home, false)}\n");
            text.Append($"    public void Count({(driver.Form.IsTimed ? "int times" : "")}) {{ {Counting(driver, home, "times")} }}\n    public string Show() {{ return \"\"{Showing(driver, home)}; }}\n");
            text.Append(driver.Form.Weight == 0 ? "" : $"    public int Weight() {{ return {driver.Form.Weight}; }}\n").Append(Handler(driver, home)).Append("  }\n");
        }

        text.Append(Base(driver, RandomDriver.Own)).Append($"  public class Driver{(HasBase(driver, RandomDriver.Own) ? " : DriverBase" : "")} {{\n    {Fields(driver, RandomDriver.Own, false)}{Fields(driver, RandomDriver.Static, false)}\n");
        text.Append(Members(driver)).Append(Step(driver, isBad)).Append("  }\n").Append(Migration(driver)).Append("}\n");
        return text.ToString();
    }

    private static string Members(RandomDriver driver)
    {
        var text = new StringBuilder("    private int _made; private Twofold _kept;\n");
        text.Append(driver.Form.IsChained ? "    public Driver() : this(5) { }\n    public Driver(int made) { _made = made; }\n" : "    public Driver() { _made = 5; }\n");
        foreach (string home in driver.Homes)
        {
            text.Append($"    internal {home} _{home} = new {home}(); private ICount _{home}Count; private {home}[] _{home}s = new {home}[2]; private ArrayList _{home}List = new ArrayList();\n");
        }

        if (driver.Form.HasEvent)
        {
            text.Append($"    private event Told Tell; private bool _hears;{string.Concat(driver.Homes.Select(h => $" private bool _{h}Hears;"))}\n").Append(Handler(driver, RandomDriver.Own));
        }

        string more = driver.Form.Arity switch { 0 => "", 1 => ", int k = 1", _ => ", int k = 1, int m = 0" };
        return text.Append($"    private int Twice(int n{more}) {{ return {(driver.Form.Spelling == 0 ? "n * 2" : "n + n")}{(driver.Form.Arity > 0 ? " * k" : "")}{(driver.Form.Arity > 1 ? " + m" : "")} + {driver.Form.Bonus}; }}\n").ToString();
    }

    private static string Step(RandomDriver driver, bool isBad)
    {
        var text = new StringBuilder($"    public string Step(int n) {{\n      {(isBad ? "if (n >= 0) { throw new System.Exception(\"bad\"); }" : "")}");
        text.Append($"if (_kept == null) {{ _kept = {(driver.Form.Arity == 0 ? "Twice" : "a => Twice(a)")}; }}\n      {Counting(driver, RandomDriver.Own, null)}{Counting(driver, RandomDriver.Static, null)}\n");
        foreach (string home in driver.Homes)
        {
            text.Append($"      if (_{home}List.Count == 0) {{ _{home}List.Add(_{home}); _{home}s[1] = _{home}; _{home}.Self = _{home}; _{home}Count = _{home}; }}\n      _{home}Count.Count({(driver.Form.IsTimed ? "1" : "")});\n");
            text.Append($"      if (_{home}s[1] != _{home} || _{home}.Self != _{home} || _{home}List[0] != (object)_{home} || _{home}Count != (object)_{home}) {{ return \"alias lost\"; }}\n");
        }

        if (driver.Form.HasEvent)
        {
            text.Append("      if (!_hears) { _hears = true; Tell += Hear; }\n").Append(string.Concat(driver.Homes.Select(h => $"      if (!_{h}Hears) {{ _{h}Hears = true; Tell += _{h}.Hear; }}\n"))).Append("      Tell(1);\n");
        }

        string weight = driver.Form.Weight == 0 ? "" : " + \"w\" + _{0}Count.Weight() + \" \"";
        return text.Append($"      return \"k\" + _kept(2) + \" m\" + _made + \" \"{Showing(driver, RandomDriver.Own)}{Showing(driver, RandomDriver.Static)}")
            .Append(string.Concat(driver.Homes.Select(h => $" + _{h}s[1].Self.Show()" + weight.Replace("{0}", h, StringComparison.Ordinal)))).Append(";\n    }\n").ToString();
    }

    private static string Base(RandomDriver driver, string home) => !HasBase(driver, home) ? ""
        : $"  {(home == RandomDriver.Own ? "public" : "internal")} class {home}Base {{\n    {Fields(driver, home, true)}protected void Raise() {{ {Sum(driver.Values.Where(v => v.Home == home && v is { IsUp: true, IsHeard: false }), "")}}}\n  }}\n";

    private static bool HasBase(RandomDriver driver, string home) => driver.Form.Bases.Contains(home);

    private static string Handler(RandomDriver driver, string home) =>
        driver.Form.HasEvent ? $"    internal void Hear(int by) {{ {Sum(driver.Values.Where(v => v.Home == home && v.IsHeard), " * by")}}}\n" : "";

    private static string Fields(RandomDriver driver, string home, bool isUp) => string.Concat(driver.Values.Where(v => v.Home == home && v.IsUp == isUp).Select(v =>
        $"{(v.Former == null || v.IsProperty ? "" : $"[FormerName(\"{v.Former}\")] ")}{(isUp ? "protected" : home == RandomDriver.Box ? "internal" : "private")} {(home == RandomDriver.Static ? "static " : "")}{v.Type} {v.Name}"
        + $"{(v.IsProperty ? " { get; set; }" : "")} = {(v.Type == RandomDriver.Mode ? $"Mode.M{v.Start % RandomDriver.Modes}" : v.Start)}; "));

    private static string Counting(RandomDriver driver, string home, string? times) =>
        (HasBase(driver, home) ? "Raise(); " : "") + Sum(driver.Values.Where(v => v.Home == home && v is { IsUp: false, IsHeard: false }), times != null && driver.Form.IsTimed ? $" * {times}" : "");

    private static string Sum(IEnumerable<RandomDriver.Value> values, string factor) => string.Concat(values.Select(v => v.Type == RandomDriver.Mode
        ? $"{v.Name} = {v.Name} == Mode.M0 ? Mode.M{v.Step % RandomDriver.Modes} : {v.Name} == Mode.M1 ? Mode.M{(v.Step + 1) % RandomDriver.Modes} : Mode.M{(v.Step + 2) % RandomDriver.Modes}; "
        : $"{v.Name} += {v.Step}{factor}; "));

    private static string Showing(RandomDriver driver, string home) => string.Concat(driver.Values.Where(v => v.Home == home).Select(v =>
        $" + \"{v.Number}=\" + {(v.Type == RandomDriver.Mode ? $"({v.Name} == Mode.M0 ? 0 : {v.Name} == Mode.M1 ? 1 : {v.Name} == Mode.M2 ? 2 : 9)" : v.Name + ".ToString()")} + \" \""));

    /// <summary>What was split off is in fields of the release's driver, where it was there.</summary>
    private static string Migration(RandomDriver driver)
    {
        var moved = driver.Values.Where(v => v is { Home: RandomDriver.Box, Origin: not null }).ToList();
        if (driver.Values.All(v => v.Home != RandomDriver.Box))
        {
            return "";
        }

        var text = new StringBuilder("  [StateMigration(typeof(Driver))]\n  internal static class Split {\n    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;\n    public static void Up(object old, object next) {\n");
        text.Append(string.Concat(moved.Select(v => $"      ((Driver)next)._Box.{v.Name} = ({v.Origin!.Type})typeof(Driver).GetField(\"{v.Origin.Name}\", Any).GetValue(old);\n")));
        text.Append("    }\n    public static void Down(object next, object old) {\n");
        return text.Append(string.Concat(moved.Select(v => $"      typeof(Driver).GetField(\"{v.Origin!.Name}\", Any).SetValue(old, ({v.Origin.Type})((Driver)next)._Box.{v.Name});\n"))).Append("    }\n  }\n").ToString();
    }
}
