namespace NanoLive.Patching.Tests;

/// <summary>Each kind of finding, by an edit that gives it, with its place and what to do.</summary>
public class FindingTests
{
    private const string P = "public class P { public int N = 1; public int Get() { return N + 1; } } ";
    private const string Start = "public class App : NanoLive.Update.IApplication { public void Build(NanoLive.Update.LiveBoard b) { } } public static class Program { static P s_p; public static int Sum(int a) { return a + 1; } public static void Main() { s_p = new P(); Sum(3); } } ";
    private static readonly string[] s_get = ["return N + 1;", "return N + 2;"];

    /// <summary>Id; source; what becomes what.</summary>
    public static readonly TheoryData<string, string, string[]> Rows = new()
    {
        { FindingId.BoxedKept, "public enum Mode { Off, Slow, Fast } public class Driver { object _m; public int Go() { if (_m == null) { _m = Mode.Slow; return 0; } return (Mode)_m == Mode.Slow ? 1 : 2; } }", ["Off, Slow", "Off, Idle, Slow"] },
        { FindingId.CallsOld, P + Start, ["return a + 1;", "return a + 2;"] },
        { FindingId.CodeKept, "public class Driver { System.EventHandler _h; static int s_n; static void Count(object s, System.EventArgs a) { s_n += 1; } public int Go() { if (_h == null) _h = Count; _h(null, null); return s_n; } }", ["+= 1", "+= 3"] },
        { FindingId.ContentsOther, "public class Driver { System.Collections.ArrayList _l = new System.Collections.ArrayList(); public int Go() { _l.Add(5); return (int)_l[0]; } }", ["_l.Add(5)", "_l.Add(5L)", "(int)_l[0]", "(int)(long)_l[0]"] },
        { FindingId.CreatesOld, P + "public class Excluded { public P Make() { return new P(); } } public class Driver { P _p; Excluded _e = new Excluded(); public int Go() { _p = _e.Make(); return _p.Get(); } }", s_get },
        { FindingId.FilterMayThrow, "public class Driver { int _n; bool Is() { return _n > 2; } public int Go() { try { _n++; return _n; } catch (System.Exception) when (Is()) { return 0; } } }", ["_n++", "_n += 2"] },
        { FindingId.FilterMayThrow, "public class Driver { int _n; public int Go() { return ++_n; } }", ["++_n; }", "new Q().Go(); }", "public class Driver", "public class Q { public int Go() { try { return 1; } catch (System.Exception e) when (e.ToString() == null) { return 2; } } } public class Driver"] },
        { FindingId.HeldByLibrary, P + "public class Driver { P _p = new P(); System.WeakReference _w; public int Go() { if (_w == null) _w = new System.WeakReference(_p); return ((P)_w.Target).Get(); } }", s_get },
        { FindingId.HeldInStruct, P + "public struct Cell { public P Part; } public class Driver { Cell _c; public int Go() { if (_c.Part == null) _c.Part = new P(); return _c.Part.Get(); } }", s_get },
        { FindingId.KeepsRunning, "public class Driver { System.Threading.Timer _t; int _n; public int Go() { if (_t == null) _t = new System.Threading.Timer(Tick, null, 1, 1); return _n; } void Tick(object o) { _n++; } }", ["_n++", "_n += 2"] },
        { FindingId.KeepsRunning, "public class Driver { int _n; public int Go() { new System.Threading.Thread(Loop).Start(); return _n; } void Loop() { while (true) { _n++; System.Threading.Thread.Sleep(5); } } }", ["_n++", "_n += 2"] },
        { FindingId.KeepsValue, "public class Driver { int _n = 3; public int Go() { return ++_n; } }", ["= 3", "= 4"] },
        { FindingId.Meaning, "public class Driver { int _n; int _ms; public void Set(int v) { _ms = v * 10; } public int Go() { Set(++_n); return _ms; } }", ["v * 10", "v * 1000"] },
        { FindingId.NoWayBack, "public class Driver { int _n; public Driver() { Set(1); } void Set(int n) { _n = n; } public int Go() { return _n; } }",
            ["Set(1)", "Set(2)", "public class Driver", "[StateMigration(typeof(Driver))] static class M { public static void Up(object old, object next) { } } public class Driver"] },
        { FindingId.NotUndone, P + "public class Driver { P _p = new P(); public Driver() { Reserve(9); } void Reserve(int n) { _p.N = n; } public int Go() { return _p.N; } }", ["Reserve(9);", ""] },
        { FindingId.TypeTest, P + "public class Driver { object _p = new P(); public bool Go() { return _p.GetType() == typeof(P) && ((P)_p).Get() > 0; } }", s_get },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Is_said_with_its_place_and_what_to_do(string id, string source, string[] edits)
    {
        var row = new EditRow(id, EditKind.Assembly, Verdict.Live, source, edits);
        var report = Patches.Report(DeviceCompiler.Build(row.Old), DeviceCompiler.Build(row.New), new PatchOptions { Preparation = new PreparationOptions { Excluded = ["D.Excluded"] } });
        Assert.True(report.Findings.Any(f => f.Id == id && f.Remedy != "" && f.Place is { Line: > 0 }), Patches.Lines(report));
    }

    [Fact]
    public void Every_one_is_given_by_an_edit()
    {
        var ids = typeof(FindingId).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal);
        Assert.Equal(ids, Rows.Select(r => r.Data.Item1).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Filter_of_code_that_stays_as_it_was_is_not_named()
    {
        const string Old = "namespace D { public class Driver { int _n; bool Is() { return _n > 2; } public int Slow() { try { return _n; } catch (System.Exception) when (Is()) { return 0; } } public int Go() { return ++_n; } } }";
        var report = Patches.Report(Old, Old.Replace("++_n", "_n += 2"));
        Assert.DoesNotContain(report.Findings, f => f.Id == FindingId.FilterMayThrow);
    }
}
