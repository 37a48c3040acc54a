namespace NanoLive.Patching.Tests;

/// <summary>Each kind of edit, and the verdict it gets.</summary>
public class VerdictTests
{
    private const string Source = """
        using System;
        using NanoLive.Objects;
        namespace D {
          public interface IGauge { int Read(); }
          public enum Mode { Slow = 1, Fast = 2 }
          public struct Point { public int X; public int Twice() { return X * 2; } }
          public delegate void Done(int n);
          public class Base { protected int B() { return 1; } }
          public class Gauge : Base, IGauge {
            public const int Limit = 10;
            private static readonly int[] Table = { 1, 2, 3, 4, 5 };
            private static int s_count = 3;
            private int _a = 1;
            private string _name = "x";
            private int _kept;
            public Gauge(int a) { _a = a; }
            public int Read() { return Table[_a] + Limit + s_count + _name.Length; }
            public void Set(int v) { _kept = v; }
            private int Hidden() { return _kept + B(); }
            public int Over() { return Hidden(); }
            public Mode Mode() { return D.Mode.Slow; }
          }
          public static class Tools { public static int Twice(int n) { return n * 2; } }
          public class User { private Gauge _g; private static Gauge s_g; public int Use() { return Tools.Twice(_g.Read()); } public Gauge Make() { s_g = new Gauge(1); return s_g; } }
          public class App : NanoLive.Update.IApplication { public void Build(NanoLive.Update.LiveBoard b) { new User().Use(); } }
          public static class Program { public static void Main() { } }
        }
        """;

    private static Edit Only(PatchReport report, EditKind kind)
    {
        var edits = report.Edits.Where(e => e.Kind == kind).ToList();
        Assert.True(edits.Count == 1, Patches.Lines(report));
        return edits[0];
    }

    [Theory]
    [InlineData(EditKind.MethodBody, Verdict.Live, "_kept = v;", "_kept = v + 1;")]
    [InlineData(EditKind.MethodBody, Verdict.Live, "return n * 2", "return n + n")]
    [InlineData(EditKind.MethodAdded, Verdict.Live, "public void Set", "public void Reset() { _kept = 0; } public void Set")]
    [InlineData(EditKind.MethodRemoved, Verdict.Live, "public void Set(int v) { _kept = v; }", "")]
    [InlineData(EditKind.MethodSignature, Verdict.Live, "public void Set(int v)", "public void Set(long l, int v)")]
    [InlineData(EditKind.FieldAdded, Verdict.Live, "private int _kept;", "private int _kept; private int _more = 4;")]
    [InlineData(EditKind.FieldRetyped, Verdict.LiveWithMigration, "private string _name = \"x\";", "private byte[] _name = new byte[1];")]
    [InlineData(EditKind.FieldRenamed, Verdict.Live, "_kept", "_held")]
    [InlineData(EditKind.FieldInitialiser, Verdict.Live, "_name = \"x\"", "_name = \"xy\"")]
    [InlineData(EditKind.Constructor, Verdict.LiveWithMigration, "{ _a = a; }", "{ _a = a; Set(a); }")]
    [InlineData(EditKind.StaticField, Verdict.Live, "private int _kept;", "private int _kept; private static int s_new = 4;")]
    [InlineData(EditKind.StaticData, Verdict.Live, "4, 5 }", "4, 6 }")]
    [InlineData(EditKind.StaticData, Verdict.Live, "s_count = 3", "s_count = 4")]
    [InlineData(EditKind.Constant, Verdict.Live, "Limit = 10", "Limit = 11")]
    [InlineData(EditKind.Enum, Verdict.Live, "Fast = 2", "Fast = 3")]
    [InlineData(EditKind.Enum, Verdict.Live, "enum Mode", "enum Mode : byte")]
    [InlineData(EditKind.StructLayout, Verdict.Live, "public int X;", "public int X; public int Y;")]
    [InlineData(EditKind.MethodBody, Verdict.Live, "return X * 2", "return X * 3")]
    [InlineData(EditKind.ClassAdded, Verdict.Live, "public static class Tools", "public class Extra { } public static class Tools")]
    [InlineData(EditKind.ClassRemoved, Verdict.Live, "public delegate void Done(int n);", "")]
    [InlineData(EditKind.BaseOrInterfaces, Verdict.Live, ": Base, IGauge", ": Base, IGauge, IDisposable")]
    [InlineData(EditKind.BaseOrInterfaces, Verdict.Live, ": Base, IGauge", ": Derived, IGauge")]
    [InlineData(EditKind.StaticField, Verdict.AtReboot, ": Base, IGauge", ": Derived, IGauge")]
    [InlineData(EditKind.ClassRenamed, Verdict.Live, "class User", "class Owner")]
    [InlineData(EditKind.InterfaceMember, Verdict.Live, "int Read(); }", "int Read(); int Over(); }")]
    [InlineData(EditKind.Attributes, Verdict.Live, "public class User", "[Obsolete] public class User")]
    [InlineData(EditKind.MethodBody, Verdict.AtReboot, "new User().Use();", "new User().Use(); new User();")]
    [InlineData(EditKind.MethodBody, Verdict.Reflash, "Main() { }", "Main() { new User().Use(); }")]
    public void Edit_gets_its_verdict(EditKind kind, Verdict verdict, string was, string becomes)
    {
        var @new = Source.Replace(was, becomes);
        Assert.NotEqual(Source, @new);
        @new = becomes.Contains("IDisposable") ? @new.Replace("public void Set", "public void Dispose() { } public void Set") : @new;
        @new = becomes.Contains("Derived") ? @new.Replace("public class Gauge", "public class Derived : Base { } public class Gauge") : @new;
        @new = becomes.Contains("class Owner") ? @new.Replace("new User()", "new Owner()") : @new;
        @new = becomes.Contains("byte[] _name") ? @new.Replace("_name.Length", "_name[0]") : @new;
        var report = Patches.Report(Source, @new);
        var edit = Only(report, kind);
        Assert.True(verdict == edit.Verdict, Patches.Lines(report));
        Assert.NotEqual("", edit.Reason);
        Assert.True(edit.Verdict == Verdict.Live || edit.Remedy != "", Patches.Lines(report));
        Assert.True(kind == EditKind.ClassRemoved || edit.Place is { Line: > 0 } || edit.Class is "D.Mode" or "D.IGauge" or "D.Extra", Patches.Lines(report));
    }

    [Fact]
    public void Verdict_of_the_whole_is_that_of_the_worst_edit()
    {
        var report = Patches.Report(Source, Source.Replace("_kept = v;", "_kept = v + 1;").Replace("Main() { }", "Main() { new User().Use(); }"));
        Assert.Equal(Verdict.Reflash, report.Verdict);
        Assert.Null(report.Patch);
    }

    [Fact]
    public void Missing_migration_gives_a_stub_and_no_patch()
    {
        var report = Patches.Report(Source, Source.Replace("private string _name = \"x\";", "private byte[] _name = new byte[1];").Replace("_name.Length", "_name[0]"));
        Assert.Null(report.Patch);
        var stub = Assert.Single(report.Stubs);
        Assert.Equal("D.Gauge", stub.Class);
        Assert.Contains("[StateMigration(typeof(Gauge))]", stub.Text);

        // It compiles as it is, beside the new sources.
        DeviceCompiler.Compile("Stub", stub.Text, "/src/Stub.cs", true, DeviceCompiler.Compile("Drivers", Source));
    }

    [Theory]
    [InlineData("struct", true)]
    [InlineData("class", true)]
    [InlineData("struct", false)]
    public void Order_of_bytes_that_is_turned_round_is_reported(string kind, bool isPackedAnew)
    {
        var old = "namespace D { public " + kind + """
             Pixel {
              private readonly uint _bits;
              private Pixel(uint bits) { _bits = bits; }
              public static Pixel Of(int r, int g, int b) { return new Pixel((uint)((r << 16) | (g << 8) | b)); }
              public byte R() { return (byte)(_bits >> 16); }
              public byte G() { return (byte)(_bits >> 8); }
              public byte B() { return (byte)_bits; }
            } }
            """;
        var @new = old.Replace("byte)(_bits >> 16)", "byte)(_bits >> 0 )").Replace("(byte)_bits", "(byte)(_bits >> 16)");
        @new = isPackedAnew ? @new.Replace("(r << 16) | (g << 8) | b", "(b << 16) | (g << 8) | r") : @new;
        Assert.Equal(isPackedAnew, Patches.Report(old, @new).Findings.Any(f => f.Id == FindingId.Meaning && f.Message.Contains("_bits")));
    }

    [Fact]
    public void Stub_for_a_property_compiles()
    {
        const string Old = "namespace D { public class C { public C() { Name = \"x\"; } public string Name { get; private set; } public void Set(string n) { Name = n; } } }";
        var stub = Assert.Single(Patches.Report(Old, Old.Replace("string", "byte[]").Replace("\"x\"", "new byte[1]")).Stubs);
        Assert.Contains("object NameBefore", stub.Text);
        DeviceCompiler.Compile("Stub", stub.Text, "/src/Stub.cs", true, DeviceCompiler.Compile("Drivers", Old));
    }

    [Fact]
    public void Rename_that_one_of_its_users_did_not_survive_is_asked_about()
    {
        const string Counter = "namespace D { public class C { private int _n = 1; private int Gone() { return _n; } public int Read() { return _n; } public void Step() { _n++; } } }";
        var report = Patches.Report(Counter, Counter.Replace("private int Gone() { return _n; } ", "").Replace("_n = 1", "_n = 2").Replace("_n", "_count"));
        Assert.Null(report.Patch);
        Assert.Equal(Verdict.LiveWithMigration, Only(report, EditKind.FieldRenamed).Verdict);
    }

    [Fact]
    public void At_reboot_needs_no_migration_and_names_no_state()
    {
        var @new = Source.Replace("{ _a = a; }", "{ _a = a; Set(a); }");
        var report = Patches.Report(DeviceCompiler.Build(Source), DeviceCompiler.Build(@new), new PatchOptions { AtReboot = true });
        Assert.Equal(Verdict.AtReboot, report.Verdict);
        Assert.Empty(report.Patch!.Plan.FromStates);
    }

    [Fact]
    public void Object_made_by_new_in_start_code_is_taken_over_and_one_that_main_makes_stays_old()
    {
        var source = Source.Replace("Main() { }", "Main() { new User(); }");
        var @new = source.Replace("_kept = v;", "_kept = v + 1;").Replace("return Tools.Twice(", "return 1 + Tools.Twice(");
        var later = Patches.Report(DeviceCompiler.Build(source), DeviceCompiler.Build(@new), new PatchOptions { AtReboot = true });
        Assert.DoesNotContain(later.Findings, f => f.Id == FindingId.CreatesOld && f.Message.Contains("App.Build"));
        Assert.Contains(later.Findings, f => f.Id == FindingId.CreatesOld && f.Message.Contains("Program.Main") && f.Place is { Line: > 0 });
        var report = Patches.Report(source, @new);
        Assert.DoesNotContain(report.Findings, f => f.Id == FindingId.CreatesOld);
        Assert.Contains(report.Patch!.Plan.Holders, h => h is { Class: "D.User", Field: "s_g" });
        Assert.Contains(report.Patch!.Plan.Holders, h => h is { Class: "D.User", Field: "_g" });
        Assert.Contains(report.Findings, f => f.Id == FindingId.Meaning && f.Message.Contains("_kept"));
    }

    [Fact]
    public void Inlined_constant_makes_an_edit_of_its_caller()
    {
        var report = Patches.Report(Source, Source.Replace("Limit = 10", "Limit = 11"));
        Assert.Contains(report.Edits, e => e is { Kind: EditKind.MethodBody, Member: "Read()", Verdict: Verdict.Live });
    }

    [Fact]
    public void Excluded_class_cannot_be_patched()
    {
        var report = Patches.Report(DeviceCompiler.Build(Source), DeviceCompiler.Build(Source.Replace("_kept = v;", "_kept = v + 1;")),
            new PatchOptions { Preparation = new PreparationOptions { Excluded = ["D.Gauge"] } });
        Assert.Equal(Verdict.Reflash, Only(report, EditKind.MethodBody).Verdict);
    }

    [Fact]
    public void Generic_method_is_refused_by_name()
    {
        var report = Patches.Report(Source, Source.Replace("_kept = v;", "_kept = Id(v);").Replace("private int Hidden", "private T Id<T>(T t) { return t; } private int Hidden"));
        Assert.Equal(Verdict.Reflash, report.Verdict);
        Assert.Contains(report.Edits, e => e.Verdict == Verdict.Reflash && e.Reason.Contains("generic"));
    }

    [Fact]
    public void Lambda_that_a_constructor_subscribes_is_live_and_what_else_it_does_is_not()
    {
        const string Lambda = "namespace D { public delegate void H(); public class S { public event H E; public void R() { if (E != null) E(); } } public class A { private int _n; public A(S s) { s.E += () => { _n++; }; } public int N() { return _n; } } }";
        var body = Only(Patches.Report(Lambda, Lambda.Replace("_n++", "_n += 2")), EditKind.MethodBody);
        Assert.Equal(Verdict.Live, body.Verdict);
        Assert.Equal(Verdict.LiveWithMigration, Only(Patches.Report(Lambda, Lambda.Replace("s.E +=", "s.R(); s.E +=")), EditKind.Constructor).Verdict);
    }

    [Fact]
    public void Changed_runtime_needs_a_reflash()
    {
        var other = DeviceCompiler.Compile("NanoLive.Runtime", "namespace NanoLive.Objects { public class A { } }");
        var old = DeviceCompiler.Build("public class A { public int B() { return 1; } }");
        var result = Build.Read([.. old.Files.Where(f => f.FileName != "NanoLive.Runtime.dll"), other]);
        var @new = result.Value;
        Assert.NotNull(@new);
        Assert.Equal(Verdict.Reflash, Patches.Report(old, @new).Verdict);
    }

    [Fact]
    public void Class_of_attributes_is_no_reason_to_flash()
    {
        const string Old = "namespace D { public class Mark : System.Attribute { public Mark(string name) { } } [Mark(\"x\")] public class A { public int X() { return 1; } } }";
        var report = Patches.Report(Old, Old.Replace("Mark(string name) { }", "Mark(string name) { Name = name; } public string Name;"));
        Assert.True(report.Verdict == Verdict.Live && report.Patch == null, Patches.Lines(report));
        Assert.Equal(EditKind.Attributes, Assert.Single(report.Edits).Kind);
    }

    [Fact]
    public void Static_field_under_a_new_name_is_the_same_field()
    {
        const string Old = """
            namespace D { public class A {
              private static readonly byte[] _lookup = new byte[4];
              static A() { for (int i = 0; i < 4; i++) { _lookup[i] = (byte)(i * 3); } }
              public int X(int n) { return _lookup[n]; }
            } }
            """;
        var report = Patches.Report(Old, Old.Replace("_lookup", "Lookup"));
        Assert.True(report.Verdict == Verdict.Live && report.Patch == null, Patches.Lines(report));
        Assert.Equal(EditKind.FieldRenamed, Assert.Single(report.Edits).Kind);
    }
}
