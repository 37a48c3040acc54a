namespace NanoLive.Patching.Tests;

/// <summary>
/// Why edits of state are refused, or asked about: objects and static fields of the release are taken over by force, and answer otherwise than those of a board that was
/// flashed with the new build and has the same past.
/// </summary>
public class RefusedStateTests
{
    private const string Modes = "public enum Mode { Off, Slow, Fast } ";

    private const string H = "public class Hub { int _k; public int Up() { return ++_k; } } ";

    /// <summary>Code; source; what becomes what.</summary>
    public static readonly TheoryData<string, string, string[]> Rows = new()
    {
        { RefusalCode.FieldMaybeRenamed, "public class Driver { int _n = 1; private int Gone() { return _n; } public int Go() { return ++_n; } }", ["private int Gone() { return _n; } ", "", "_n = 1", "_n = 2", "_n", "_count"] },
        { RefusalCode.FieldMaybeRenamed, "public class Driver { int _n = 1; public int Go() { return ++_n; } }", ["public class Driver { int _n = 1;", "public class Counter { public int _n = 1; } public class Driver { Counter _c = new Counter();", "++_n", "++_c._n"] },
        { RefusalCode.FieldMaybeRenamed, "public class Driver { bool _on; public int Go() { _on = !_on; return _on ? 1 : 2; } }", ["bool _on", "int _flags", "_on = !_on", "_flags ^= 4", "_on ?", "_flags == 4 ?"] },
        { RefusalCode.FieldMaybeRenamed, "public class Driver { int _a; int _b; public int Go() { _a++; _b += 2; return _a + _b; } }", ["int _a; int _b;", "readonly int[] _v = new int[2];", "_a++; _b +=", "_v[0]++; _v[1] +=", "_a + _b", "_v[0] + _v[1]"] },
        { RefusalCode.FieldMaybeRenamed, "public class Driver { int _a; int _b; public int Go() { _a++; _b += 2; return _a + _b; } }", ["public class Driver { int _a; int _b;", "public struct Two { public int A; public int B; } public class Driver { Two _v;", "_a++; _b +=", "_v.A++; _v.B +=", "_a + _b", "_v.A + _v.B"] },
        { RefusalCode.FieldMaybeRenamed, "public class Sum { int _s; int _c; public void Add() { _s += 2; _c++; } public int C() { return _c; } } public class Driver { Sum _sum = new Sum(); public int Go() { _sum.Add(); return _sum.C(); } }",
            ["int _c; public void Add() { _s += 2; _c++; } public int C() { return _c; } } public class Driver {", "public void Add() { _s += 2; } } public class Count { int _c; public void Up() { _c++; } public int C() { return _c; } } public class Driver { Count _count = new Count();",
                "return _sum.C()", "_count.Up(); return _count.C()"] },
        { RefusalCode.FieldMaybeRenamed, "public class Count { int _c; public void Up() { _c++; } public int C() { return _c; } } public class Sum { int _s; public void Add() { _s += 2; } } public class Driver { Sum _sum = new Sum(); Count _count = new Count(); public int Go() { _sum.Add(); _count.Up(); return _count.C(); } }",
            ["public class Count { int _c; public void Up() { _c++; } public int C() { return _c; } } public class Sum { int _s; public void Add() { _s += 2; }", "public class Sum { int _s; int _c; public void Add() { _s += 2; _c++; } public int C() { return _c; }",
                "Count _count = new Count(); ", "", "_count.Up(); return _count.C()", "return _sum.C()"] },
        { RefusalCode.FieldMaybeRenamed, H + "public class Big : Hub { public int Twice() { Up(); return Up(); } } public class Driver { readonly Hub _h = new Hub(); public int Go() { return _h.Up(); } }", ["readonly Hub _h = new Hub()", "readonly Big _big = new Big()", "_h.Up()", "_big.Twice()"] },
        { RefusalCode.StaticLost, H + "public class Driver { readonly Hub _h = new Hub(); public int Go() { return _h.Up(); } }", ["public class Hub {", "public class Hub { public static readonly Hub One = new Hub();", "readonly Hub _h = new Hub(); ", "", "_h.Up()", "Hub.One.Up()"] },
        { RefusalCode.FieldMaybeRenamed, "public class Hub { public static readonly Hub One = new Hub(); int _k; public int Up() { return ++_k; } } public class Driver { public int Go() { return Hub.One.Up(); } }",
            ["public static readonly Hub One = new Hub(); ", "", "public class Driver {", "public class Driver { readonly Hub _h = new Hub();", "Hub.One.Up()", "_h.Up()"] },
        { RefusalCode.StaticLost, H + "public class Driver { readonly Hub _h = new Hub(); public int Go() { return _h.Up(); } }", ["class Hub { int _k; public int", "static class Hub { static int s_k; public static int", "++_k", "++s_k", "readonly Hub _h = new Hub(); ", "", "_h.Up()", "Hub.Up()"] },
        { RefusalCode.FieldNotConverted, "public class Driver { int _n = 250; public int Go() { _n++; return _n; } }", ["int _n", "byte _n"] },
        { RefusalCode.FieldFromConstructor, "public class P { public int N; public P(int k) { N = k; } public int Get() { return N; } } public class Driver { P _p = new P(4); public int Go() { return _p.Get(); } }",
            ["public int N;", "public int N; int _s;", "N = k; }", "N = k; _s = k * 2; }", "return N;", "return N + _s;"] },
        { RefusalCode.ArrayLength, "public class Driver { int[] _a = new int[4]; int _i; public int Go() { _a[_i & 3]++; _i++; return _a.Length; } }", ["new int[4]", "new int[2]", "& 3", "& 1"] },
        { RefusalCode.ConstructorElse, "public class Driver { int _n; public Driver() { for (int i = 0; i < 3; i++) { _n += i; } } public int Go() { return _n; } }", ["_n += i", "_n += i * 2"] },
        { RefusalCode.AdditionsCannotRun, "public class P { public int N; public P(int k) { } public void Set(int n) { N = n; } } public class Driver { P _p = new P(4); public int Go() { return _p.N; } }",
            ["P(int k) { }", "P(int k) { Set(k * 2); }", "public class Driver", "[StateMigration(typeof(P), ConstructorAdditions = true)] static class M { } public class Driver"] },
        { RefusalCode.MigrationWithoutUp, "public class Driver { int _n; public Driver() { Set(1); } void Set(int n) { _n = n; } public int Go() { return _n; } }",
            ["Set(1)", "Set(2)", "public class Driver", "[StateMigration(typeof(Driver))] static class M { public static void Down(object next, object old) { } } public class Driver"] },
        { RefusalCode.AbstractWithObjects, "public class Base { public virtual int Step() { return 1; } } public class Leaf : Base { public override int Step() { return 5; } } public class Driver { Base _b = new Base(); public int Go() { return _b.Step(); } }",
            ["public class Base { public virtual int Step() { return 1; }", "public abstract class Base { public abstract int Step();", "new Base()", "new Leaf()"] },
        { RefusalCode.EnumInStatic, Modes + "public class Driver { static Mode s_m = Mode.Off; public int Go() { if (s_m == Mode.Fast) return 2; s_m = Mode.Fast; return 1; } }", ["Off, Slow", "Off, Idle, Slow"] },
        { RefusalCode.EnumMemberGone, Modes + "public class Driver { Mode _m = Mode.Slow; public int Go() { if (_m == Mode.Slow) { _m = Mode.Fast; return 1; } return _m == Mode.Fast ? 2 : 3; } }",
            ["Off, Slow, Fast", "Off, Slow", "_m = Mode.Fast;", "_m = Mode.Off;", "_m == Mode.Fast ? 2", "_m == Mode.Off ? 4"] },
        { RefusalCode.EnumArrayShared, Modes + "public class View { Mode[] _m; public View(Mode[] m) { _m = m; } public bool Is(Mode m) { return _m[1] == m; } } public class Driver { Mode[] _m = new Mode[2]; View _v; public Driver() { _v = new View(_m); } "
            + "public int Go() { _m[1] = _m[1] == Mode.Off ? Mode.Slow : Mode.Fast; return _v.Is(Mode.Fast) ? 2 : 1; } }", ["Off, Slow", "Off, Idle, Slow"] },
        { RefusalCode.EnumUnreachable, Modes + "public class Excluded { public Mode M; } public class Driver { Excluded _k = new Excluded(); public int Go() { if (_k.M == Mode.Fast) return 2; _k.M = Mode.Fast; return 1; } }", ["Off, Slow", "Off, Idle, Slow"] },
        { RefusalCode.StaticConstructor, "public class Driver { static int s_sum; static Driver() { for (int i = 0; i < 3; i++) { s_sum += i; } } public int Go() { return s_sum; } }", ["+= i", "+= i * 2"] },
        { RefusalCode.StaticOfReplacedType, "public delegate int F(int a); public class Driver { static F s_f = Twice; static int Twice(int a) { return a * 2; } public int Go() { return s_f(2); } }",
            ["F(int a)", "F(int a, int b)", "s_f(2)", "s_f(2, 3)", "Twice(int a) {", "Twice(int a, int b) {"] },
        { RefusalCode.FieldOfReplacedType, "public delegate int F(int a); public class Driver { F _f; public int Go() { if (_f == null) _f = Twice; return _f(2); } int Twice(int a) { return a * 2; } }",
            ["F(int a)", "F(int a, int b)", "_f(2)", "_f(2, 3)", "Twice(int a) {", "Twice(int a, int b) {"] },
        { RefusalCode.StartHasRun, "public class P { public int N = 4; } public class Driver : NanoLive.Update.IApplication { P _p; int _k; public void Build(NanoLive.Update.LiveBoard b) { _k = 1; } public int Go() { return _p == null ? _k : 9; } }",
            ["_k = 1; }", "_k = 1; _p = new P(); }", "return _p == null ? _k : 9;", "return _p.N + _k;"] },
        { RefusalCode.BoxedKept, Modes + "public class Driver { object _m; public int Go() { if (_m == null) { _m = Mode.Slow; return 0; } return (Mode)_m == Mode.Slow ? 1 : 2; } }", ["Off, Slow", "Off, Idle, Slow"] },
        { RefusalCode.ContentsOther, "public class Driver { System.Collections.ArrayList _l = new System.Collections.ArrayList(); public int Go() { _l.Add(5); return (int)_l[0]; } }", ["_l.Add(5)", "_l.Add(5L)", "(int)_l[0]", "(int)(long)_l[0]"] },
        { RefusalCode.CodeKept, "public class Driver { System.EventHandler _h; static int s_n; static void Count(object s, System.EventArgs a) { s_n += 1; } public int Go() { if (_h == null) _h = Count; _h(null, null); return s_n; } }", ["+= 1", "+= 3"] },
        { RefusalCode.CodeKept, "public class Driver { System.EventHandler _h; int _n; public int Go() { if (_h == null) { int k = 2; _h = (s, a) => { _n += k; }; } _h(null, null); return _n; } }", ["_n += k", "_n += k * 3"] },
        { RefusalCode.HeldByLibrary, "public class P { public int Get() { return 1; } } public class Driver { P _p = new P(); System.WeakReference _w; public int Go() { if (_w == null) _w = new System.WeakReference(_p); return ((P)_w.Target).Get(); } }", ["return 1;", "return 2;"] },
        { RefusalCode.HeldInStruct, "public class P { public int Get() { return 1; } } public struct Cell { public P Part; } public class Driver { Cell _c; public int Go() { if (_c.Part == null) _c.Part = new P(); return _c.Part.Get(); } }", ["return 1;", "return 2;"] },
        { RefusalCode.StaticLost, "public class Driver { static int s_n; public int Go() { s_n += 1; return s_n; } }", ["s_n += 1", "s_count += 2", "s_n", "s_count"] },
        { RefusalCode.StaticLost, "public class Driver { static int s_n; public int Go() { s_n += 1; return s_n; } }", ["static int", "int"] },
        { RefusalCode.ThreadInside, "public class Driver { System.Threading.AutoResetEvent _go = new System.Threading.AutoResetEvent(false), _done = new System.Threading.AutoResetEvent(false); System.Threading.Thread _t; int _n; "
            + "void Loop() { for (int i = 0; i < 2; i++) { _go.WaitOne(); _n++; _done.Set(); } } public int Go() { if (_t == null) { _t = new System.Threading.Thread(Loop); _t.Start(); } _go.Set(); _done.WaitOne(); return _n; } }", ["return _n;", "return _n * 10;"] },
        { RefusalCode.OnlyStartCalls, "public static class Tools { public static int N() { return 1; } } public class Driver : NanoLive.Update.IApplication { int _k; public void Build(NanoLive.Update.LiveBoard b) { _k = Tools.N(); } public int Go() { return _k; } }", ["return 1;", "return 2;"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Refused_edit_of_state_goes_wrong_when_it_is_applied(string code, string source, string[] edits)
    {
        var row = new EditRow(code, EditKind.Assembly, Verdict.Reflash, source, edits);
        var report = Patches.Report(DeviceCompiler.Build(row.Old), DeviceCompiler.Build(row.New), new PatchOptions { Preparation = new PreparationOptions { Excluded = ["D.Excluded"] } });
        Assert.True(report.Verdict > Verdict.Live, Patches.Lines(report));
        Assert.True(report.Edits.Any(e => e.Code == code && e.Remedy != ""), Patches.Lines(report));

        var right = Forced.Fresh(row.New);
        Assert.IsType<int>(right);
        Assert.NotEqual(right, Forced.Go(row.Old, row.New));
    }
}
