namespace NanoLive.Patching.Tests;

/// <summary>Forms of a patch beyond extending a class: whole classes, structs, interfaces, names; each executed.</summary>
public class FormTests
{
    private const string Struct = """
        namespace D {
          public struct Range {
            public int Low; public int High;
            public Range(int low, int high) { Low = low; High = high; }
            public int Width() { return High - Low; }
            public int Half() { return Width() / 2; }
            public override string ToString() { return Low.ToString() + "-" + High.ToString(); }
          }
          public class Driver {
            private Range _r = new Range(2, 10); private Range[] _all = new Range[2];
            public int Read() { _all[1] = new Range(1, 5); return _r.Half() * 100 + _all[1].Width(); }
            public int Make(int n) { Range r = new Range(0, n); return r.Width(); }
            public string Text() { object o = _r; return o.ToString(); }
          }
        }
        """;

    [Fact]
    public void Method_of_a_struct_is_redirected_with_its_callers()
    {
        var (_, old, next, _, _) = ReachTests.Update(Struct, "return High - Low;", "return High - Low + 1;", "D.Driver");
        Assert.Equal((404, 7), (Bench.Call(old, "Read"), Bench.Call(old, "Make", 7)));
        Assert.Equal((405, 8), (Bench.Call(next, "Read"), Bench.Call(next, "Make", 7)));
    }

    [Fact]
    public void Constructor_of_a_struct_is_redirected_with_its_callers()
    {
        var (_, old, next, _, _) = ReachTests.Update(Struct, "High = high; }", "High = high < low ? low : high; }", "D.Driver");
        Assert.Equal(-7, Bench.Call(old, "Make", -7));
        Assert.Equal(0, Bench.Call(next, "Make", -7));
    }

    [Fact]
    public void Struct_that_answers_otherwise_by_dispatch_is_another_struct()
    {
        var (_, old, next, _, _) = ReachTests.Update(Struct, "\"-\"", "\"..\"", "D.Driver");
        Assert.Equal("2-10", Bench.Call(old, "Text"));
        Assert.Equal("2..10", Bench.Call(next, "Text"));
    }

    [Fact]
    public void Struct_with_another_layout_takes_its_values_along_and_back()
    {
        var @new = Struct.Replace("public int Low; public int High;", "public long High; public int Low; public byte Marks;").Replace("High = high; }", "High = high; Marks = 0; }")
            .Replace("return High - Low;", "return (int)High - Low + Marks;");
        var bench = new Bench(DeviceCompiler.Build(Struct));
        var old = bench.New("D.Driver");
        Bench.Call(old, "Read");
        var patch = Patches.Live(Struct, @new);
        var loaded = bench.Load(patch);
        var next = bench.Adopt(old, loaded, patch, "D.Driver");
        Assert.Equal(404, Bench.Call(next, "Read"));
        var back = bench.New("D.Driver");
        Bench.Return(next, back, loaded, patch, "D.Driver");
        Assert.Equal(("2-10", 404), (Bench.Call(back, "Text"), Bench.Call(back, "Read")));
    }

    private const string Renamed = """
        namespace D {
          public interface IGauge { int Read(); }
          public enum Mode { Slow, Fast }
          public class Gauge : IGauge { private int _n = 3; public Mode Mode; public int Read() { return _n; } public void Set(int n) { _n = n; } }
          public class User { private Gauge _g = new Gauge(); private IGauge _i; public int Use() { _i = _g; _g.Set(5); _g.Mode = Mode.Fast; return _i.Read(); } public Gauge Get() { return _g; } }
        }
        """;

    [Fact]
    public void Build_that_only_renames_types_changes_nothing()
    {
        var @new = Renamed.Replace("IGauge", "IMeter").Replace("Gauge", "Meter").Replace("Mode.", "Speed.").Replace("enum Mode", "enum Speed").Replace("public Mode Mode", "public Speed Mode").Replace("namespace D", "namespace D.E");
        var report = Patches.Report(Renamed, @new);
        Assert.True(report is { Verdict: Verdict.Live, Patch: null }, Patches.Lines(report));
        Assert.Equal(4, report.Edits.Count(e => e.Kind == EditKind.ClassRenamed));
        Assert.Equal(4, report.Edits.Count);
        Assert.Contains(report.Edits, e => e.Class == "D.E.Meter" && e.Reason.Contains("D.Gauge"));
    }

    [Fact]
    public void Renamed_class_keeps_its_state_and_gets_its_new_code()
    {
        var @new = Renamed.Replace("Gauge", "Meter").Replace("return _n;", "return _n * 10;");
        var (bench, patch) = (new Bench(DeviceCompiler.Build(Renamed)), Patches.Live(Renamed, @new));
        var old = bench.New("D.Gauge");
        Bench.Call(old, "Set", 7);
        Assert.Equal(70, Bench.Call(bench.Adopt(old, bench.Load(patch), patch, "D.Gauge"), "Read"));
    }

    [Fact]
    public void Two_classes_that_look_alike_are_not_taken_for_one_another()
    {
        const string Twins = "namespace D { public class A { public int N; public int Get() { return N; } } public class B { public int N; public int Get() { return N; } } public class U { public object X; } }";
        var report = Patches.Report(Twins, Twins.Replace("class A", "class C").Replace("class B", "class E"));
        Assert.DoesNotContain(report.Edits, e => e.Kind == EditKind.ClassRenamed);
        var told = Patches.Report(Twins, Twins.Replace("public class A", "[NanoLive.Objects.FormerName(\"A\")] public class C").Replace("class B", "class E"));
        Assert.Equal(2, told.Edits.Count(e => e.Kind == EditKind.ClassRenamed));
    }

    [Fact]
    public void Class_that_is_gone_for_another_one_is_not_renamed()
    {
        const string Parts = "namespace D { public class Old { private int _a; public int Read() { return _a; } public void Calibrate(int x) { _a = x; } } public class U { public int N() { return new Old().Read(); } } }";
        var report = Patches.Report(Parts, Parts.Replace("public class Old { private int _a; public int Read() { return _a; } public void Calibrate(int x) { _a = x; } }",
            "public class Other { private string _s = \"\"; public string Name() { return _s; } public bool Start(long t) { return t > 0; } public int Read() { return 4; } }").Replace("new Old()", "new Other()"));
        Assert.DoesNotContain(report.Edits, e => e.Kind == EditKind.ClassRenamed);
    }

    private static object? ReadAfterUpdate(Build release, PatchContent patch)
    {
        var bench = new Bench(release);
        var old = bench.New("D.Driver");
        Bench.Call(old, "Set", 7);
        return Bench.Call(bench.Adopt(old, bench.Load(patch), patch, "D.Driver"), "Read");
    }

    [Fact]
    public void Class_whose_members_went_up_into_a_new_base_class_under_another_namespace_keeps_its_state()
    {
        const string Members = "private int _page = 1; private int _writes; public int Width { get; private set; } public int Writes() { return _writes; } public int Next() { _writes++; ";
        const string User = "public class User { private NAME _d = new NAME(5); public int Go() { return _d.Next() * 100 + _d.Width; } }";
        const string Before = "namespace D.A { public class Display { " + Members + "return ++_page; } public Display(int width) { Width = width; } } }\nnamespace D { ";
        const string After = "using NanoLive.Objects; namespace D.B { public abstract class Panel { " + Members + "return _page += Step(); } protected Panel(int width) { Width = width; } protected abstract int Step(); } }\n"
            + "namespace D.B.C { public class Display : Panel { public Display(int width) : base(width) { } protected override int Step() { return 10; } } }\n"
            + "namespace D { [StateMigration(typeof(B.C.Display))] internal static class Moved { public static void Up(object old, object next) { } }";
        var build = DeviceCompiler.Build(Before + User.Replace("NAME", "A.Display") + " }");
        var report = Patches.Report(build, DeviceCompiler.Build(After + User.Replace("NAME", "B.C.Display") + " }"));
        Assert.Contains(report.Edits, e => e is { Kind: EditKind.ClassRenamed, Class: "D.B.C.Display" });
        Assert.True(report.Patch != null, Patches.Lines(report));
        var bench = new Bench(build);
        var user = bench.New("D.User");
        Assert.Equal(205, Bench.Call(user, "Go"));
        Assert.Equal(1205, Bench.Call(ObjectGraph.Update(user, bench.Load(report.Patch), report.Patch).Root, "Go"));
    }

    private static Build[] Moved(string edited)
    {
        const string Driver = "namespace D { public enum Mode { Slow, Fast } public class Driver { private Mode _m = Mode.Fast; private int _n = 2; public int Read() { return _n; } public void Set(int n) { _n = n; } public Mode Get() { return _m; } } }";
        const string User = "namespace U { public class User { private D.Driver _d = new D.Driver(); public int Use() { return _d.Read(); } public bool Fast() { return _d.Get() == D.Mode.Fast; } } }";
        BuildFile[] Files(string assembly, string source)
        {
            var d = DeviceCompiler.Compile(assembly, source);
            return [d, DeviceCompiler.Compile("Users", User, references: d)];
        }

        return [DeviceCompiler.Build(Files("Drivers", Driver)), DeviceCompiler.Build(Files("Sensors", Driver.Replace("return _n;", edited)))];
    }

    [Fact]
    public void Class_that_moved_to_another_assembly_goes_on_where_it_was()
    {
        var builds = Moved("return _n;");
        var report = Patches.Report(builds[0], builds[1]);
        Assert.True(report is { Verdict: Verdict.Live, Patch: null }, Patches.Lines(report));
        Assert.Contains(report.Edits, e => e.Kind == EditKind.ClassRenamed && e.Class == "D.Driver" && e.Reason.Contains("in Drivers"));
    }

    [Fact]
    public void Object_of_a_class_that_moved_to_another_assembly_is_taken_over()
    {
        var builds = Moved("return _n * 10;");
        var report = Patches.Report(builds[0], builds[1]);
        Assert.True(report is { Verdict: Verdict.Live, Patch: not null }, Patches.Lines(report));
        Assert.Equal(("D.Driver", "Drivers"), report.Patch.Plan.Classes.Select(c => (c.OldClass, c.OldAssembly)).Single());
        Assert.Equal(70, ReadAfterUpdate(builds[0], report.Patch));
    }

    [Fact]
    public void Struct_that_moved_and_has_another_layout_takes_its_values_along()
    {
        const string Driver = "namespace D { public struct Range { public int Low; public int High; } public class Driver { private Range _r; public int Read() { return _r.High - _r.Low; } public void Set(int n) { _r.High = n; } } }";
        var builds = new[] { Driver, Driver.Replace("public int High;", "public long High; public byte Marks;").Replace("return _r.High - _r.Low;", "return (int)_r.High - _r.Low + 100;") };
        var report = Patches.Report(DeviceCompiler.Build(DeviceCompiler.Compile("Drivers", builds[0])), DeviceCompiler.Build(DeviceCompiler.Compile("Sensors", builds[1])));
        Assert.True(report is { Verdict: Verdict.Live, Patch: not null }, Patches.Lines(report));
        Assert.Equal(107, ReadAfterUpdate(DeviceCompiler.Build(builds[0]), report.Patch));
    }

    [Fact]
    public void Class_does_not_go_on_as_an_abstract_one_of_another_name()
    {
        const string Display = "namespace D { public class Display { private int _n = 3; public int Read() { return _n; } } public class User { private Display _d = new Display(); public int Use() { return _d.Read(); } } }";
        var @new = Display.Replace("class Display {", "abstract class Screen { protected abstract int Pages(); ").Replace("return _n;", "return _n * Pages();").Replace("Display _d", "Screen _d").Replace("new Display()", "null");
        Assert.DoesNotContain(Patches.Report(Display, @new).Edits, e => e.Kind == EditKind.ClassRenamed);
    }

    [Fact]
    public void Values_that_lead_back_to_themselves_wait_for_a_reboot()
    {
        const string Nodes = """
            namespace D {
              public struct Link { public Node To; public int Weight; }
              public class Node { public Link[] Links = new Link[2]; public int Sum() { int n = 0; for (int i = 0; i < Links.Length; i++) { n += Links[i].Weight; } return n; } }
            }
            """;
        var report = Patches.Report(Nodes, Nodes.Replace("public int Weight;", "public long Weight;").Replace("n += Links", "n += (int)Links").Replace("class Node {", "class Node : Base {") + " namespace D { public class Base { public int N; } }");
        Assert.True(report.Verdict == Verdict.AtReboot, Patches.Lines(report));
        Assert.Contains(report.Edits, e => e.Member == "Links" && e.Verdict == Verdict.AtReboot);
    }
}
