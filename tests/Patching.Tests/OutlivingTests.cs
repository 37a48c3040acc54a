namespace NanoLive.Patching.Tests;

/// <summary>What goes on beside a swap: found where it does harm, and not where it does none. Rows are sources, edits, and the verdict.</summary>
public class OutlivingTests
{
    private const string P = "public class P { public int N; public int Get() { return 1; } } ";
    private const string F = "public delegate int F(int a); ";
    private const string L = "public class Driver { System.Collections.ArrayList _l = new System.Collections.ArrayList(); int _n; public int Go() { ";
    private static readonly string[] s_get = ["return 1;", "return 2;"];

    public static readonly TheoryData<Verdict, string, string[]> Rows = new()
    {
        // Kept by a library, or only asked.
        { Verdict.AtReboot, P + "public class Driver { P _p = new P(); System.Threading.Timer _t; public int Go() { if (_t == null) _t = new System.Threading.Timer(Tick, _p, 1, 1); return _p.Get(); } static void Tick(object o) { } }", s_get },
        { Verdict.AtReboot, "public class Driver { System.Threading.Timer _t; int _n; public int Go() { if (_t == null) _t = new System.Threading.Timer(Tick, null, 1, 1); return _n; } void Tick(object o) { _n++; } }", ["_n++", "_n += 2"] },
        { Verdict.Live, P + "public class Driver { P _p = new P(); public string Go() { lock (_p) { return string.Concat(_p, 5) + object.ReferenceEquals(_p, null) + _p.Get(); } } }", s_get },
        { Verdict.Live, P + "public class Driver { System.Collections.ArrayList _l = new System.Collections.ArrayList(); public int Go() { if (_l.Count == 0) _l.Add(new P()); return ((P)_l[0]).Get(); } }", s_get },

        { Verdict.Live, "public class Driver : System.IDisposable { int _n; public void Dispose() { System.GC.SuppressFinalize(this); } public int Go() { return ++_n; } }", ["++_n", "_n += 2"] },
        { Verdict.Live, "public class Driver { public event System.EventHandler Told; int _n; public int Go() { if (Told != null) { Told(this, null); } return ++_n; } }", ["++_n", "_n += 2"] },

        // In a struct that lies somewhere, or only on the stack.
        { Verdict.AtReboot, P + "public struct Cell { public P Part; } public class Driver { Cell[] _c = new Cell[2]; public int Go() { _c[1].Part = new P(); return _c[1].Part.Get(); } }", s_get },
        { Verdict.AtReboot, P + "public struct Inner { public P Part; } public struct Cell { public Inner In; } public class Driver { Cell _c; public int Go() { _c.In.Part = new P(); return _c.In.Part.Get(); } }", s_get },
        { Verdict.AtReboot, F + "public struct Cell { public F Call; } public class Driver { Cell _c; int _n; public int Go() { if (_c.Call == null) _c.Call = Add; return _c.Call(1); } int Add(int a) { _n += a; return _n; } }", ["_n += a", "_n += a * 2"] },
        { Verdict.Live, P + "public struct Cell { public P Part; } public class Driver { P _p = new P(); public int Go() { Cell c; c.Part = _p; return c.Part.Get(); } }", s_get },
        { Verdict.Live, P + "public struct Walk : System.Collections.IEnumerator { public P Part; public object Current { get { return Part; } } public bool MoveNext() { return false; } public void Reset() { } } "
            + "public class Driver { P _p = new P(); public System.Collections.IEnumerator All() { Walk w; w.Part = _p; return w; } public int Go() { return All().MoveNext() ? 0 : _p.Get(); } }", s_get },

        // Code that somebody keeps a delegate of, or that is called and forgotten.
        { Verdict.AtReboot, F + "public class Driver { F _f; public int Go() { if (_f == null) _f = a => a * 2; return _f(1); } }", ["a * 2", "a * 3"] },
        { Verdict.AtReboot, F + "public class Driver { F[] _f = new F[1]; public int Go() { F f = Twice; _f[0] = f; return _f[0](1); } static int Twice(int a) { return a * 2; } }", ["a * 2", "a * 3"] },
        { Verdict.AtReboot, F + "public class Keeper { public F Kept; public void Keep(F f) { Kept = f; } } public class Driver { Keeper _k = new Keeper(); int _n; public int Go() { int k = _n++; _k.Keep(a => a * 2 + k); return _k.Kept(1); } }", ["a * 2", "a * 3"] },
        { Verdict.Live, F + "public class Driver { readonly F _f = a => a * 2; public int Go() { return _f(1); } }", ["a * 2", "a * 3"] },
        { Verdict.Live, F + "public class Driver { int _n; public int Go() { int k = _n++; return Retry(a => a * 2 + k); } int Retry(F f) { for (int i = 0; i < 3; i++) { int r = f(i); if (r > 2) return r; } return 0; } }", ["a * 2", "a * 3"] },
        { Verdict.Live, F + "public class Driver { F _f; int _n; public int Go() { if (_f == null) { int k = 2; _f = a => a + k; } _n++; return _f(_n); } }", ["_n++", "_n += 2"] },

        // Lambdas of the object itself are exchanged, as far as they are known again.
        { Verdict.Live, F + "public class Driver { F _f; int _n; public int Go() { if (_f == null) { _f = a => a + _n; } return _f(1); } }", ["a + _n", "a * 3 + _n"] },
        { Verdict.Live, F + "public class Driver { F _f; int _n; public int Go() { if (_f == null) { _f = a => a + _n; } return _f(1); } }", ["if (_f == null)", "F g = a => a * 3 + _n; g(2); if (_f == null)"] },
        { Verdict.AtReboot, F + "public class Driver { F _f; int _n; public int Go() { if (_f == null) { _f = a => a + _n; } return _f(1); } }", ["if (_f == null)", "F g = a => a * 3 + _n; g(2); if (_f == null)", "a + _n", "a + 2 * _n"] },

        // What lies in a collection is of another type than what is taken out of it now; not where it is asked first, or where not all is plain to see that is put in.
        { Verdict.AtReboot, L + "int s = 0; _l.Add(_n++); foreach (int i in new int[1]) s += (int)_l[0]; return s; } }", ["_l.Add(_n++)", "_l.Add((long)_n++)", "(int)_l[0]", "(int)(long)_l[0]"] },
        { Verdict.AtReboot, "public class S { public int V; } " + L + "_l.Add(\"a\" + _n++); return ((string)_l[0]).Length; } }", ["_l.Add(\"a\" + _n++)", "_l.Add(new S())", "((string)_l[0]).Length", "((S)_l[0]).V"] },
        { Verdict.AtReboot, "public class Driver { object _o; int _n; public int Go() { int w = _o == null ? 0 : (int)_o; _o = ++_n; return w; } }", ["(int)_o", "(int)(short)_o", "_o = ++_n", "_o = (short)++_n"] },
        { Verdict.AtReboot, "public class Driver { static object[] s_a = new object[2]; int _n; public int Go() { int w = s_a[1] == null ? 0 : (int)s_a[1]; s_a[1] = ++_n; return w; } }", ["(int)s_a[1]", "((string)s_a[1]).Length", "= ++_n", "= \"a\" + ++_n"] },
        { Verdict.Live, "public class S { public int V; } " + L + "_l.Add(_n++); return (int)_l[0]; } }", ["_l.Add(_n++)", "_l.Add(new S())", "return (int)_l[0]", "return _l[0] is S ? ((S)_l[0]).V : (int)_l[0]"] },
        { Verdict.Live, "public class S { public int V; } public class Big : S { } " + L + "_l.Add(new Big()); _n++; return ((Big)_l[0]).V + _n; } }", ["((Big)_l[0])", "((S)_l[0])"] },
        { Verdict.Live, L + "Put(_l); return _n++; } static void Put(System.Collections.ArrayList l) { l.Add(5); } }", ["return _n++", "return _n++ + (int)(long)_l[0]"] },
        { Verdict.Live, "public enum M { A, B } " + L + "_l.Add(M.B); return _n++ + (int)_l[0]; } }", ["(int)_l[0]", "(int)(M)_l[0]"] },

        // Values kept as objects.
        { Verdict.AtReboot, "public struct R { public int A; } public class Driver { object[] _l = new object[1]; public int Go() { R r; r.A = 1; _l[0] = r; return ((R)_l[0]).A; } }", ["public int A;", "public int A; public int B;", "R r; r.A = 1;", "R r; r.A = 1; r.B = 2;"] },
        { Verdict.Live, "public struct R { public int A; public override string ToString() { return \"\" + A; } } public class Driver { public string Go() { R r; r.A = 1; return string.Concat(r, 5); } }", ["public int A;", "public int A; public int B;", "R r; r.A = 1;", "R r; r.A = 1; r.B = 2;"] },

        // The exact class of an object.
        { Verdict.AtReboot, P + "public class Driver { object _p = new P(); public bool Go() { return _p.GetType() == typeof(P) && ((P)_p).Get() > 0; } }", s_get },
        { Verdict.Live, P + "public class Driver { object _p = new P(); public bool Go() { return _p is P && ((P)_p).Get() > 0; } }", s_get },

        { Verdict.Live, "public abstract class B { } public class P : B { public int Get() { return 1; } } public class Driver { object _p = new P(); public bool Go() { return _p.GetType() != typeof(B) && ((P)_p).Get() > 0; } }", s_get },

        // Static state: moved, renamed, of another type or place.
        { Verdict.Live, "public static class A { public static int N; } public static class B { public static int M; } public class Driver { public int Go() { A.N++; B.M++; return A.N; } }", ["public static int N; }", "}", "public static int M;", "public static int M; public static int N;", "A.N++", "B.N += 2", "A.N", "B.N"] },
        { Verdict.Live, "public class Driver { static int s_n; public int Go() { s_n++; return s_n; } }", ["public class Driver { static int s_n;", "public static class All { public static int N; } public class Driver {", "s_n++", "All.N += 2", "s_n", "All.N"] },
        { Verdict.Live, "public class Driver { static int s_n; public int Go() { s_n++; return s_n; } }", ["static int s_n;", "[FormerName(\"s_n\")] static int s_m;", "s_n++", "s_m += 2", "return s_n", "return s_m"] },
        { Verdict.AtReboot, "public class Driver { static int s_n; public int Go() { s_n++; return s_n; } }", ["static int", "static long", "return s_n", "return (int)s_n"] },
        { Verdict.AtReboot, "public class Driver { int _n; public int Go() { _n++; return _n; } }", ["int _n;", "static int _n;"] },
        { Verdict.Live, "public class Driver { static int s_n = 5; public int Go() { return s_n; } }", ["static int s_n", "static long s_n", "return s_n", "return (int)s_n"] },

        { Verdict.LiveWithMigration, "public static class H { public static int N; public static int Next() { N++; return N; } } public class Driver { public int Go() { return H.Next(); } }",
            ["public static class H { public static int N; public static int", "public class H { public int N; public int", "public int Go() { return H", "readonly H _h = new H(); public int Go() { return _h"] },

        // What a static constructor does it has done.
        { Verdict.Reflash, "public class Driver { static int[] s_t = Make(); static int[] Make() { int[] t = new int[2]; t[1] = 1; return t; } public int Go() { return s_t[1]; } }", ["t[1] = 1", "t[1] = 2"] },
        { Verdict.Reflash, F + "public class Driver { static F s_f = Twice; static int Twice(int a) { return a * 2; } public int Go() { return s_f(1); } }", ["a * 2", "a * 3"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Edit_goes_live_only_where_nothing_goes_on_beside_it(Verdict verdict, string source, string[] edits)
    {
        var row = new EditRow("outliving", EditKind.Assembly, verdict, source, edits);
        var report = Patches.Report(row.Old, row.New);
        Assert.True(report.Verdict == verdict, Patches.Lines(report));
        Assert.Equal(verdict is Verdict.Live, report.Edits.All(e => e.Code == ""));
    }

    [Fact]
    public void Migration_of_the_class_answers_for_what_goes_on()
    {
        const string Old = "public class Driver { System.Threading.Timer _t; int _n; public int Go() { if (_t == null) _t = new System.Threading.Timer(Tick, null, 1, 1); return _n; } void Tick(object o) { _n++; } }";
        var row = new EditRow("outliving", EditKind.Assembly, Verdict.LiveWithMigration, Old,
            ["_n++", "_n += 2", "public class Driver", "[StateMigration(typeof(Driver))] static class M { public static void Up(object old, object next) { } public static void Down(object next, object old) { } } public class Driver"]);
        var report = Patches.Report(row.Old, row.New);
        Assert.True(report is { Verdict: Verdict.LiveWithMigration, Patch: not null }, Patches.Lines(report));
    }

    [Fact]
    public void Start_value_that_no_patch_brings_is_told()
    {
        const string Old = "namespace D { public class Driver { static int s_n = 5; public int Go() { return s_n++; } } }";
        var report = Patches.Report(Old, Old.Replace("= 5", "= 6"));
        Assert.Null(report.Patch);
        Assert.Contains("start values", report.Summary, StringComparison.Ordinal);
        Assert.Contains(report.Findings, f => f.Id == FindingId.KeepsValue && f.Message.Contains("until the release is flashed", StringComparison.Ordinal));
    }
}
