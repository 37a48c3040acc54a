namespace NanoLive.Patching.Tests;

/// <summary>
/// A class with a thread of its own: what ends its loop and what begins it is found by use, whatever it is called, and a migration with both is proposed. Whether such a migration does its
/// work is shown on a simulated board (Corpus.Tests) and on the runtime's own (Runtime.Tests).
/// </summary>
public class ThreadMigrationTests
{
    private const string Usings = "using System; using System.Threading; using NanoLive.Objects; ";

    /// <summary>Fields and methods that are not told by name; the loop; who ends it; what is proposed for Stop; what for Start.</summary>
    public static TheoryData<string, string, string> Recognised => new()
    {
        { "Thread _t; bool _a; public void Go1() { _a = true; _t = new Thread(L); _t.Start(); } public void Go2() { _a = false; } void L() { while (_a) { _n++; } }", "((Driver)of).Go2();", "((Driver)of).Go1();" },
        { "Thread _t; bool _a; public void Go1() { _t = new Thread(L); _t.Start(); } public void Go2() { _a = true; } public void Go3() { _a = false; } void L() { while (true) { if (_a) { break; } _n++; } }", "((Driver)of).Go2();", "((Driver)of).Go1();" },
        { "Thread _t; bool _a; public void Go1() { _t = new Thread(L); _t.Start(); } public void Go2() { _a = true; } public void Go3() { _a = false; } void L() { do { _n++; } while (!_a); }", "((Driver)of).Go2();", "((Driver)of).Go1();" },
        { "Thread _t; public bool On { get; set; } public void Go1() { On = true; _t = new Thread(L); _t.Start(); } void L() { while (On) { _n++; } }", "((Driver)of).On = false;", "((Driver)of).Go1();" },
        { "Thread _t; bool _a; public void Go1() { _a = true; _t = new Thread(L); _t.Start(); } void Go2() { _a = false; } void L() { while (_a) { _n++; } }", "typeof(Driver).GetMethod(\"Go2\", Any).Invoke(of, null);", "((Driver)of).Go1();" },
        { "Thread _t; bool _a; int _p; public void Go1(int period) { _p = period; _a = true; _t = new Thread(L); _t.Start(); } public void Go2() { _a = false; } void L() { while (_a) { _n += _p; } }", "((Driver)of).Go2();", "((Driver)of).Go1(@period: (int)typeof(Driver).GetField(\"_p\", Any).GetValue(of));" },
        { "Thread _t; bool _a; public void Go1() { _a = true; _t = new Thread(L); _t.Start(); } public void Go2() { _a = false; } public void Go3() { _a = false; _t.Join(); } void L() { while (_a) { try { _n++; } catch (Exception) { } } }", "((Driver)of).Go3();", "((Driver)of).Go1();" },
        { "Thread _t; bool _a, _b; public void Go1() { _a = true; _t = new Thread(L); _t.Start(); } public void Go2() { _b = false; } public void Go3() { _a = false; } void L() { while (_a) { if (_b) { _n++; } _n++; } }", "((Driver)of).Go3();", "((Driver)of).Go1();" },
    };

    [Theory]
    [MemberData(nameof(Recognised))]
    public void What_ends_and_begins_the_loop_is_proposed(string members, string stop, string start)
    {
        foreach (var optimise in new[] { true, false })
        {
            var report = Patches.Report(DeviceCompiler.Build(Class(members, "_n"), optimise: optimise), DeviceCompiler.Build(Class(members, "_n * 10"), optimise: optimise));
            Assert.True(report is { Verdict: Verdict.LiveWithMigration, Patch: null }, Patches.Lines(report));
            Assert.Contains(report.Edits, e => e.Code == RefusalCode.ThreadInside);
            var stub = Assert.Single(report.Stubs).Text;
            Assert.Contains(stop, stub);
            Assert.Contains(start, stub);

            // As it is proposed it compiles, and is a migration.
            var filled = Patches.Report(DeviceCompiler.Build(Class(members, "_n"), optimise: optimise), DeviceCompiler.Build(stub + Class(members, "_n * 10").Replace(Usings, ""), optimise: optimise));
            Assert.True(filled is { Verdict: Verdict.LiveWithMigration, Patch: not null, Stubs.Count: 0 }, Patches.Lines(filled));
        }
    }

    [Fact]
    public void Thread_that_nothing_keeps_is_not_stopped_before_somebody_says_how_it_is_waited_for()
    {
        const string Members = "bool _a; public void Go1() { _a = true; new Thread(L).Start(); } public void Go2() { _a = false; } void L() { while (_a) { _n++; } }";
        var stub = Assert.Single(Patches.Report(Class(Members, "_n"), Class(Members, "_n * 10")).Stubs).Text;
        var open = Patches.Report(Class(Members, "_n"), stub + Class(Members, "_n * 10").Replace(Usings, ""));
        Assert.True(open is { Patch: null, Stubs.Count: 1 }, Patches.Lines(open));
        Patches.Live(Class(Members, "_n"), stub.Replace("throw new NotSupportedException();", "Thread.Sleep(100); return of;") + Class(Members, "_n * 10").Replace(Usings, ""));
    }

    [Theory]
    [InlineData("Thread _t; public void Go1() { _t = new Thread(L); _t.Start(); } void L() { while (true) { _n++; } }")]
    [InlineData("Thread _t; bool _a; public void Go1() { _t = new Thread(L); _t.Start(); } public void Go2() { _a = true; } void L() { while (_a) { _n++; } }")]
    [InlineData("Thread _t; bool _a; public void Go1(int k) { _a = true; _t = new Thread(L); _t.Start(); } public void Go2() { _a = false; } void L() { while (_a) { _n++; } }")]
    [InlineData("Thread _t; bool _a; public void Go1() { _t = new Thread(L); _t.Start(); } public void Go2() { _a = false; } void L() { while (true) { if (_a) { _n++; } } }")]
    [InlineData("Thread _t; bool _a = true; public Driver() { _t = new Thread(L); _t.Start(); } public void Go2() { _a = false; } void L() { while (_a) { _n++; } }")]
    public void Loop_that_nothing_ends_or_begins_waits_for_a_reboot(string members)
    {
        var report = Patches.Report(Class(members, "_n"), Class(members, "_n * 10"));
        Assert.True(report.Verdict == Verdict.AtReboot && report.Edits.Any(e => e.Code == RefusalCode.ThreadInside), Patches.Lines(report));
    }

    [Fact]
    public void What_else_is_open_is_proposed_beside_it()
    {
        const string Members = "Thread _t; bool _a; public void Go1() { _a = true; _t = new Thread(L); _t.Start(); } public void Go2() { _a = false; } void L() { while (_a) { _n++; } } ";
        string old = Class(Members + "public Driver() { Thread.Sleep(1); }", "_n");
        string @new = Class(Members + "public Driver() { Thread.Sleep(1); if (_n == 0) { Thread.Sleep(9); } }", "_n * 10");
        var stubs = Patches.Report(old, @new).Stubs;
        Assert.Equal(2, stubs.Count);
        string thread = Assert.Single(stubs, s => s.Text.Contains("Stop(object of)", StringComparison.Ordinal)).Text;
        var half = Patches.Report(old, thread + @new.Replace(Usings, ""));
        Assert.True(half.Patch == null, Patches.Lines(half));
        Assert.Contains("static void Up(", Assert.Single(half.Stubs).Text);
        string state = "[StateMigration(typeof(Driver))] static class M { public static void Up(object old, object next) { } public static void Down(object next, object old) { } } public class Driver";
        Patches.Live(old, thread + @new.Replace(Usings, "").Replace("public class Driver", state));
    }

    [Fact]
    public void Class_of_the_thread_is_replaced_for_its_migration_although_it_did_not_change()
    {
        const string Part = "public class Part { public int N; public int Read() { return N; } } ";
        const string Members = "Thread _t; bool _a; Part _p = new Part(); public void Go1() { _a = true; _t = new Thread(L); _t.Start(); } public void Go2() { _a = false; } void L() { while (_a) { _n += _p.Read(); } }";
        var @new = Class(Members, "_n").Replace("namespace D {", "namespace D { " + Part.Replace("return N;", "return N * 10;"));
        var old = Class(Members, "_n").Replace("namespace D {", "namespace D { " + Part);
        var stub = Assert.Single(Patches.Report(old, @new).Stubs);
        Assert.EndsWith("Driver", stub.Class);
        var patch = Patches.Live(old, stub.Text + @new.Replace(Usings, ""));
        Assert.Contains(patch.Plan.Classes, c => c.NewClass == "D.Driver");
    }

    [Fact]
    public void Thread_that_no_code_of_the_application_starts_is_none()
    {
        const string Members = "Thread _t; public void Go1() { _t = new Thread(L); _t.Start(); } void L() { while (true) { _n++; } }";
        const string Application = "public class App : NanoLive.Update.IApplication, NanoLive.Objects.ITickable { readonly Driver _d = new Driver(); public void Build(NanoLive.Update.LiveBoard board) { } public void Tick(long now) { _d.Read(); } public void Unused() { _d.Read(); } } ";
        string With(string members, string read) => Class(members, read).Replace("namespace D {", "namespace D { " + Application);
        var idle = Patches.Report(With(Members, "_n"), With(Members, "_n * 10"));
        Assert.True(idle.Verdict == Verdict.Live, Patches.Lines(idle));

        // Whoever calls what calls it starts it.
        const string Through = " public int Other() { Go1(); return 1; } ";
        string starting = With(Members + Through, "_n").Replace("Tick(long now) { _d.Read();", "Tick(long now) { _d.Other();");
        var busy = Patches.Report(starting, starting.Replace("return _n;", "return _n * 10;"));
        Assert.True(busy.Verdict == Verdict.AtReboot, Patches.Lines(busy));
        string besides = With(Members + Through, "_n");
        Assert.Equal(Verdict.Live, Patches.Report(besides, besides.Replace("return _n;", "return _n * 10;")).Verdict);
    }

    private static string Class(string members, string read) => Usings + "namespace D { public class Driver { int _n; " + members + " public int Read() { return " + read + "; } } }";
}
