namespace NanoLive.Patching.Tests;

/// <summary>Methods that are gone and that code which goes on as it was still calls: a class that is not prepared, a delegate that is kept, a lambda that captured something, a thread.</summary>
internal static class FormerCallRows
{
    private const string Asker = "public class Asker { public int Ask(Part p) { return CALL; } } public class Driver { Part _p = new Part(); Asker _a = new Asker(); public int Go() { return _a.Ask(_p); } } ";

    public static IEnumerable<EditRow> All => Derived().Concat(Written()).Concat(Kept()).Concat(Threads());

    private static EditRow Row(string name, EditKind kind, Verdict verdict, string call, string part, params string[] edits) =>
        new("old caller: " + name, kind, verdict, Asker.Replace("CALL", call) + "public class Part { int _n = 2; " + part + " }", edits) { Excluded = "D.Asker" };

    private static IEnumerable<EditRow> Derived()
    {
        const string Read = "public int Read(int a) { return a * _n; }";
        yield return Row("parameter with a default value comes", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", Read, "Read(int a) { return a * _n; }", "Read(int a, int k = 10) { return a * _n * k; }") with { After = 60 };
        yield return Row("defaults of every kind", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", Read, "Read(int a) { return a * _n; }",
            "Read(int a, long l = 7, double d = 0.5, float f = 1.5f, string s = \"abc\", object o = null, bool b = true, char c = 'x', uint u = 4000000000, ulong m = 18000000000000000000, sbyte y = -3, DayOfWeek w = DayOfWeek.Friday) "
            + "{ return a * _n + (int)l + (int)(d * 10) + (int)(f * 10) + s.Length + (o == null && b && c == 'x' && u == 4000000000 && m == 18000000000000000000 && w == DayOfWeek.Friday ? 1000 : 0) + y; }") with { After = 1033 };
        yield return Row("parameter is wider", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", Read.Replace("int a", "byte a"), "Read(byte a)", "Read(int a)", "a * _n", "a * 100 + _n") with { After = 302 };
        yield return Row("parameter is a long", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", Read, "Read(int a) { return a * _n; }", "Read(long a) { return (int)(a * 100 + _n); }") with { After = 302 };
        yield return Row("parameter is of a base type", EditKind.MethodSignature, Verdict.Live, "p.Read(\"abc\")", "public int Read(string a) { return a.Length * _n; }", "Read(string a) { return a.Length * _n; }", "Read(object a) { return a.ToString().Length * 10; }") with { After = 30 };
        yield return Row("result is narrower", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", Read, "public int Read(int a) { return a * _n; }", "public byte Read(int a) { return (byte)(a * 50); }") with { After = 150 };
        yield return Row("result comes", EditKind.MethodSignature, Verdict.Live, "p.Two()", "public void Set(int a) { _n = a; } public int Two() { Set(4); return _n; }", "public void Set(int a) { _n = a; }", "public int Set(int a) { _n = a * 2; return a; }") with { After = 8 };
        yield return Row("renamed, and it is said", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", Read, "p.Read(3)", "p.Measure(3)", Read, "[FormerName(\"Read\")] public int Measure(int a) { return a * 20; }") with { After = 60 };
        yield return Row("renamed, as its body says", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", Read + " int Scale() { return 1; }", "p.Read(3)", "p.Measure(3)", "int Read(int a)", "int Measure(int a)", "return 1;", "return 2;") with { After = 6 };
        yield return Row("method becomes a property", EditKind.MethodSignature, Verdict.Live, "p.GetN()", "public int GetN() { return _n; }", "p.GetN()", "p.N", "GetN() { return _n; }", "N { get { return _n * 10; } }") with { After = 20 };
        yield return Row("property becomes a method", EditKind.MethodSignature, Verdict.Live, "p.N", "public int N { get { return _n; } }", "p.N", "p.GetN()", "N { get { return _n; } }", "GetN() { return _n * 10; }") with { After = 20 };
        yield return Row("property gets a name, and it is said", EditKind.MethodSignature, Verdict.Live, "p.N", "public int N { get { return _n; } }", "p.N", "p.Count", "public int N { get { return _n; } }", "[FormerName(\"N\")] public int Count { get { return _n * 10; } }") with { After = 20 };
        yield return Row("arguments lie in an array now", EditKind.MethodSignature, Verdict.Live, "p.Sum(3, 4)", "public int Sum(int a, int b) { return a + b + _n; }", "int Sum(int a, int b) { return a + b + _n; }", "int Sum(params int[] all) { int s = all.Length * 100; foreach (int a in all) { s = s * 10 + a; } return s + _n; }") with { After = 20036 };
        yield return Row("last arguments lie in an array now", EditKind.MethodSignature, Verdict.Live, "p.Put(\"a\", \"b\", \"c\")", "public int Put(string a, string b, string c) { return 1; }", "Put(string a, string b, string c) { return 1; }", "Put(string a, params string[] more) { return a.Length + more.Length * 10 + more[1].Length * 100; }") with { After = 121 };
        yield return Row("array of further arguments comes", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", Read, "Read(int a) { return a * _n; }", "Read(int a, int k = 4, params int[] more) { return a * k * 10 + more.Length; }") with { After = 120 };
        yield return Row("array becomes one of arguments", EditKind.MethodBody, Verdict.Live, "p.Sum(new int[] { 3, 4 })", "public int Sum(int[] a) { return a[1]; }", "int[] a) { return a[1]; }", "params int[] a) { return a[1] * 10; }") with { After = 40 };
        yield return Row("array of arguments becomes one", EditKind.MethodBody, Verdict.Live, "p.Sum(3, 4)", "public int Sum(params int[] a) { return a[1]; }", "params int[] a) { return a[1]; }", "int[] a) { return a[1] * 10; }", "p.Sum(3, 4)", "p.Sum(new int[] { 3, 4 })") with { After = 40 };
        yield return Enum("another enum with the same members", Verdict.Live, "Pace", "public enum Pace { Slow = 1, Fast = 2, Warp = 9 }", 20);
        yield return Enum("another enum with a member fewer", Verdict.LiveWithMigration, "Pace", "public enum Pace { Slow = 1 }", null);
        yield return Enum("an integer, and nobody says so", Verdict.LiveWithMigration, "int", "", null);
        yield return Enum("an integer, and it is said", Verdict.Live, "int", "", 20, "[FormerName(\"Read\")] ");
        yield return Enum("an integer of another width, and it is said", Verdict.LiveWithMigration, "byte", "", null, "[FormerName(\"Read\")] ");
        yield return Row("enum becomes one whose members have other numbers, and a delegate is kept", EditKind.MethodSignature, Verdict.Live, "x", "", "x", "x") with
        {
            Source = "public enum Mode { Slow = 1, Fast = 2 } public delegate int F(Mode m); public class Driver { F _f; int Read(Mode m) { return (int)m; } public int Go() { if (_f == null) _f = Read; return _f(Mode.Fast); } }",
            Edits = ["public delegate", "public enum Pace { None, Off, Idle, Fast, Slow } public delegate", "int Read(Mode m)", "int Read(Pace m)", "return (int)m;", "return (int)m * 10;", "_f = Read;", "_f = m => 7;"],
            Excluded = null,
            After = 30,
        };
        yield return Row("member of an interface", EditKind.InterfaceMember, Verdict.Live, "((I)p).A(1)", "public int A(int a) { return a; } } public interface I { int A(int a);", "class Part", "class Part : I", "int A(int a)", "int A(int a, int k = 10)", "return a;", "return a * k;") with
        {
            Source = Asker.Replace("CALL", "((I)p).A(1)") + "public class Part : I { int _n = 2; public int A(int a) { return a; } } public interface I { int A(int a); }",
            Edits = ["int A(int a)", "int A(int a, int k = 10)", "return a;", "return a * k;"],
            After = 10,
        };
        yield return Row("virtual method and its override", EditKind.MethodSignature, Verdict.Live, "p.Read(3)", "", "x", "x") with
        {
            Source = "public class Asker { public int Ask(Part p) { return p.Read(3); } } public class Part { public virtual int Read(int a) { return a; } } public class Leaf : Part { public override int Read(int a) { return a * 2; } } "
                + "public class Driver { Part _p = new Leaf(); Part _q = new Part(); Asker _a = new Asker(); public int Go() { return _a.Ask(_p) * 1000 + _a.Ask(_q); } }",
            Edits = ["Read(int a)", "Read(int a, int k = 10)", "return a;", "return a * k;", "return a * 2;", "return a * 2 * k;"],
            After = 60030,
        };
    }

    private static EditRow Enum(string name, Verdict verdict, string type, string declared, int? after, string said = "") =>
        Row("enum becomes " + name, EditKind.MethodSignature, verdict, "p.Read(Mode.Fast)", "public int Read(Mode m) { return (int)m; } } public enum Mode { Slow = 1, Fast = 2", "public int Read(Mode m) { return (int)m; } }", said + "public int Read(" + type + " m) { return (int)m * 10; } } " + declared,
            "p.Read(Mode.Fast)", type == "Pace" ? (declared.Contains("Fast") ? "p.Read(Pace.Fast)" : "p.Read(Pace.Slow)") : "p.Read(2)") with { After = after };

    private static IEnumerable<EditRow> Written()
    {
        const string Read = "public int Read(byte a, int b) { return a + b * _n; }";
        const string Reordered = "public int Read(int b, byte a) { return (a + b * _n) * 10; }";
        const string Adapter = "public class Driver";
        yield return Row("parameters change places", EditKind.MethodSignature, Verdict.LiveWithMigration, "p.Read(1, 2)", Read, "p.Read(1, 2)", "p.Read(2, 1)", Read, Reordered);
        yield return Row("parameters change places, and somebody wrote it", EditKind.MethodSignature, Verdict.LiveWithMigration, "p.Read(1, 2)", Read, "p.Read(1, 2)", "p.Read(2, 1)", Read, Reordered,
            Adapter, "[StateMigration(typeof(Part))] static class PartMigration { public static int Read(Part next, byte a, int b) { return next.Read(b, a); } } " + Adapter) with { After = 50 };
        yield return Row("parameters change places, and the stub is as it was proposed", EditKind.MethodSignature, Verdict.LiveWithMigration, "p.Read(1, 2)", Read, "p.Read(1, 2)", "p.Read(2, 1)", Read, Reordered,
            Adapter, "[StateMigration(typeof(Part))] static class PartMigration { public static int Read(Part next, byte a, int b) { throw new System.NotSupportedException(); } } " + Adapter);
        yield return Row("result is wider", EditKind.MethodSignature, Verdict.LiveWithMigration, "p.Read()", "public byte Read() { return 5; }", "public byte Read() { return 5; }", "public int Read() { return 500; }");
        yield return Row("parameter comes without a default value", EditKind.MethodSignature, Verdict.LiveWithMigration, "p.Read(3)", "public int Read(int a) { return a; }", "p.Read(3)", "p.Read(3, 4)", "Read(int a)", "Read(int a, int b)", "return a;", "return a + b;");
        yield return Row("caller gives another value than the default", EditKind.MethodSignature, Verdict.Reflash, "p.Read(3)", "public int Read(int a) { return a; }", "p.Read(3)", "p.Read(3, 4)", "Read(int a)", "Read(int a, int b = 5)", "return a;", "return a + b;");
        yield return Row("caller does something else, too", EditKind.MethodSignature, Verdict.Reflash, "p.Read(3)", "public int Read(int a) { return a; }", "p.Read(3)", "p.Read(3) + 1", "Read(int a)", "Read(int a, int b = 5)", "return a;", "return a + b;");
        yield return Row("member that is implemented for its interface only", EditKind.InterfaceMember, Verdict.Reflash, "x", "", "x", "x") with
        {
            Source = Asker.Replace("CALL", "((I)p).A(1)") + "public class Part : I { int _n = 2; int I.A(int a) { return a; } public int B() { return 1; } } public interface I { int A(int a); }",
            Edits = ["int A(int a)", "int A(int a, int k = 10)", "int I.A(int a) { return a; }", "int I.A(int a, int k) { return a * k; }"],
        };
        yield return Row("member that comes to be implemented for its interface only", EditKind.InterfaceMember, Verdict.LiveWithMigration, "x", "", "x", "x") with
        {
            Source = Asker.Replace("CALL", "((I)p).A(1)") + "public class Part : I { int _n = 2; public int A(int a) { return a; } } public interface I { int A(int a); }",
            Edits = ["int A(int a);", "int A(int a, int k = 10);", "public int A(int a) { return a; }", "int I.A(int a, int k) { return a * k; }"],
        };
        yield return Row("method is gone and nothing takes its place", EditKind.MethodRemoved, Verdict.LiveWithMigration, "p.Read(3) + p.Other()", "public int Read(int a) { return a; } public int Other() { return 1; }", "p.Read(3) + p.Other()", "p.Other()", "public int Read(int a) { return a; } ", "");
    }

    private static IEnumerable<EditRow> Kept()
    {
        const string Kept = "public delegate int F(int a); public class Driver { int _n = 1; F _f; int Twice(int a) { return a * 2; } public int Go() { if (_f == null) _f = Twice; return _f(2); } }";
        yield return new("old caller: delegate that is kept", EditKind.MethodSignature, Verdict.Live, Kept, "Twice(int a) { return a * 2; }", "Twice(int a, int k = 30) { return a * k + _n; }", "_f = Twice;", "_f = a => Twice(a);") { After = 61 };
        yield return new("old caller: delegate of a method that is static now", EditKind.MethodSignature, Verdict.Live, Kept, "int Twice(int a) { return a * 2; }", "static int Twice(int a) { return a * 30; }") { After = 60 };
        yield return new("old caller: delegate of a method that is gone", EditKind.MethodRemoved, Verdict.LiveWithMigration, Kept, "int Twice(int a) { return a * 2; } ", "", "_f = Twice;", "_f = a => a;");
        yield return new("old caller: a thread's work asks its own object", EditKind.MethodSignature, Verdict.Live,
            "public class Driver { int _n = 1; public int Go() { if (_n < 0) { int k = 2; new System.Threading.Thread(() => Work(k)).Start(); } Work(1); return _n; } void Work(int k) { Set(k, 1); } void Set(int a, int b) { _n += a * b; } }",
            "Set(k, 1);", "Set(k, 1, \"ab\");", "void Set(int a, int b) { _n += a * b; }", "void Set(int a, int b, string s) { _n += a * b * 10 * s.Length; }") { After = 22 };
        yield return new("old caller: delegate that is called at once", EditKind.MethodSignature, Verdict.Live, Kept.Replace("if (_f == null) _f = Twice; return _f(2);", "F f = Twice; return f(2);"),
            "Twice(int a) { return a * 2; }", "Twice(int a, int k) { return a * k; }", "F f = Twice;", "F f = a => Twice(a, 5);") { After = 10 };
        yield return new("old caller: lambda that captured its way", EditKind.MethodSignature, Verdict.Live,
            "public delegate int F(); public class Cell { public Part P = new Part(); } public class Part { public int Read() { return 1; } } public class Driver { Cell _c = new Cell(); F _f; public int Go() { if (_f == null) { Cell c = _c; _f = () => c.P.Read(); } return _f(); } }",
            "Read() { return 1; }", "Read(int k = 7) { return k; }") { After = 7 };
    }

    private static IEnumerable<EditRow> Threads()
    {
        const string Poll = "public class Driver { int _n = 1; public void Start() { new System.Threading.Thread(Loop).Start(); } void Loop() { while (true) { _n++; System.Threading.Thread.Sleep(10); } } public int Go() { return _n; } }";
        const string Start = "void Start() { new System.Threading.Thread(Loop).Start(); }";
        const string Through = "public class Part { public int N = 1; public int Read() { return N; } } public class Worker { readonly Entry _e; public Worker(Entry e) { _e = e; } public void Start() { new System.Threading.Thread(Loop).Start(); } "
            + "void Loop() { while (true) { if (_e.Enter(100)) { ((Part)_e.Target).Read(); _e.Leave(); } } } } public class Driver { Part _p = new Part(); Worker _w = new Worker(null); public int Go() { return _p.Read(); } }";
        const string Read = "int Read() { return N; }";
        yield return new("thread: keeps state of the object", EditKind.MethodBody, Verdict.AtReboot, Poll, "return _n;", "return _n * 10;");
        yield return new("thread: keeps state of the object, and a migration stops it", EditKind.MethodBody, Verdict.LiveWithMigration, Poll, "return _n;", "return _n * 10;",
            "public class Driver", "[StateMigration(typeof(Driver))] static class M { public static object Stop(object of) { return null; } public static void Start(object of) { } } public class Driver") { After = 10 };
        yield return new("thread: keeps state of the object, and a migration converts something", EditKind.MethodBody, Verdict.AtReboot, Poll, "return _n;", "return _n * 10;",
            "public class Driver", "[StateMigration(typeof(Driver))] static class M { public static void Up(object old, object next) { } public static void Down(object next, object old) { } } public class Driver");
        yield return new("thread: its loop changes", EditKind.MethodBody, Verdict.AtReboot, Through, "Enter(100)", "Enter(200)");
        yield return new("thread: lambda", EditKind.MethodBody, Verdict.AtReboot, Poll.Replace(Start, "void Start() { int k = 2; new System.Threading.Thread(() => { while (true) { _n += k; } }).Start(); }"), "return _n;", "return _n * 10;");
        yield return new("thread: calls without Enter", EditKind.MethodBody, Verdict.AtReboot, Through.Replace("if (_e.Enter(100)) { ((Part)_e.Target).Read(); _e.Leave(); }", "((Part)_e.Target).Read();"), Read, "int Read() { return N * 10; }");
        yield return new("thread: holds what is replaced", EditKind.MethodBody, Verdict.AtReboot, Through.Replace("readonly Entry _e; public Worker(Entry e) { _e = e; }", "readonly Part _p; readonly Entry _e; public Worker(Entry e) { _e = e; _p = new Part(); }").Replace("((Part)_e.Target).Read()", "_p.Read(); Mark()").Replace("void Loop()", "int _x; public void Mark() { } void Loop()").Replace("int _x; ", ""),
            Read, "int Read() { return N * 10; }", "void Mark() { }", "void Mark() { _e.Enter(1); }");
        yield return new("thread: goes through the table", EditKind.MethodBody, Verdict.Live, Through, Read, "int Read() { return N * 10; }") { After = 10 };
        yield return new("thread: goes through the table to what is gone", EditKind.MethodSignature, Verdict.Live, Through, Read, "int Read(int k = 30) { return N * k; }") { After = 30 };
    }
}
