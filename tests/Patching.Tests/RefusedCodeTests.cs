using System.Reflection;
using System.Runtime.Loader;
using NanoLive.Lowering.Writing;

namespace NanoLive.Patching.Tests;

/// <summary>Why edits of code are refused: what a board, or a CLR, does with them all the same.</summary>
public class RefusedCodeTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static PatchReport Refused(string code, string old, string @new, PatchOptions? options = null)
    {
        var report = Patches.Report(DeviceCompiler.Build(old), DeviceCompiler.Build(@new), options);
        Assert.True(report.Edits.Any(e => e.Code == code && e.Verdict == Verdict.Reflash), Patches.Lines(report));
        return report;
    }

    [Fact]
    [Why(RefusalCode.Main)]
    [Why(RefusalCode.ApplicationNotMade)]
    public void Start_code_of_the_release_is_what_runs()
    {
        const string Old = "namespace D { public static class Program { public static int N; public static void Main() { N = 1; } } public class App : NanoLive.Update.IApplication { public App(int n) { } public void Build(NanoLive.Update.LiveBoard b) { } } }";
        Refused(RefusalCode.Main, Old, Old.Replace("N = 1", "N = 2"));
        Refused(RefusalCode.ApplicationNotMade, Old, Old.Replace("b) { }", "b) { Program.N = 3; }"), new PatchOptions { AtReboot = true });

        // Carried all the same: a board calls the Main that was flashed, long before it loads a patch, and has no argument for the constructor.
        static int Started(Assembly calls, Assembly asks)
        {
            calls.GetType("D.Program")!.GetMethod("Main")!.Invoke(null, null);
            return (int)asks.GetType("D.Program")!.GetField("N")!.GetValue(null)!;
        }

        var bench = new Bench(DeviceCompiler.Build(Old));
        var flashed = bench.Type("D.Program").Assembly;
        var carried = Load(DeviceCompiler.Compile("Patch", Old.Replace("N = 1", "N = 2")));
        Assert.Equal((2, 1, 0), (Started(carried, carried), Started(flashed, flashed), Started(flashed, Load(DeviceCompiler.Compile("Patch", Old.Replace("N = 1", "N = 2"))))));
        Assert.Throws<MissingMethodException>(() => Activator.CreateInstance(bench.Type("D.App")));
    }

    [Fact]
    [Why(RefusalCode.NativeCode)]
    public void Native_code_is_not_in_an_assembly()
    {
        const string Old = "namespace D { public class Driver { public int Go() { return 1; } } }";
        const string New = "namespace D { public class Driver { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] public extern int Go(); } }";
        Refused(RefusalCode.NativeCode, Old, New);
        Assert.IsAssignableFrom<Exception>(Forced.Try(() => Bench.Call(new Bench(DeviceCompiler.Build(New)).New("D.Driver"), "Go")!));
    }

    [Theory]
    [Why(RefusalCode.Generic)]
    [Why(RefusalCode.NoSuchType)]
    [Why(RefusalCode.FunctionPointer)]
    [InlineData(RefusalCode.Generic, "T Id<T>(T t) { return t; } public int Go() { return Id(1); }")]
    [InlineData(RefusalCode.NoSuchType, "int[,] _a = new int[1, 1]; public int Go() { return _a[0, 0]; }")]
    [InlineData(RefusalCode.FunctionPointer, "static int Two() { return 2; } public unsafe int Go() { delegate*<int> f = &Two; return f(); }")]
    public void Form_of_a_board_has_no_word_for_it(string code, string members)
    {
        const string Old = "namespace D { public class Driver { public int Go() { return 0; } } }";
        var @new = Old.Replace("public int Go() { return 0; }", members);
        Refused(code, Old, @new);
        var file = DeviceCompiler.Compile("Drivers", @new);
        var lowered = AssemblyLowering.Lower(file.Image, new AssemblyReferences().AddFile(Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.dll")));
        Assert.False(lowered.Succeeded);
    }

    [Fact]
    [Why(RefusalCode.Hides)]
    [Why(RefusalCode.NameTaken)]
    public void Firmware_that_dispatches_by_name_calls_the_one_for_the_other()
    {
        const string Old = "namespace D { public class Base { public int Step() { return 1; } } public class Driver : Base { public int Go() { return 0; } } }";
        var @new = Old.Replace("public int Go()", "public new int Step() { return 3; } public int Go()");
        Refused(RefusalCode.Hides, Old, @new);

        const string Subscribed = "namespace D { public delegate int F(); public class Base { private int Step() { return 1; } public int Ask() { return Step(); } } public class Driver : Base { public int Go() { return 0; } } }";
        Refused(RefusalCode.NameTaken, Subscribed, Subscribed.Replace("public int Go() { return 0; }", "private int Step() { return 3; } public int Go() { F f = Step; return f(); }"));

        // Carried all the same: through the base class the object is asked for the base's, and a look for its name from the object's class upwards finds the other one first.
        foreach (var edited in new[] { @new, Subscribed.Replace("public int Go() { return 0; }", "private int Step() { return 3; } public int Go() { F f = Step; return f(); }") })
        {
            var bench = new Bench(DeviceCompiler.Build(edited));
            var (driver, asked) = (bench.New("D.Driver"), bench.Type("D.Base").GetMethod("Step", Any)!);
            var found = driver.GetType().GetMethods(Any).First(m => m.Name == asked.Name && m.GetParameters().Length == 0);
            Assert.Equal((1, 3), (asked.Invoke(driver, null), found.Invoke(driver, null)));
        }
    }

    [Fact]
    [Why(RefusalCode.NotExtended)]
    public void Class_that_was_not_prepared_is_called_directly()
    {
        const string Old = "namespace D { public class Driver { public int Go() { return 1; } } public class Caller { public int Ask(Driver d) { return d.Go(); } } }";
        var options = new PreparationOptions { Excluded = ["D.Driver"] };
        Refused(RefusalCode.NotExtended, Old, Old.Replace("return 1", "return 2"), new PatchOptions { Preparation = options });

        // An extending class is made all the same, against the release as it is.
        var prepared = Preparation.Prepare(DeviceCompiler.Build(Old), options).Files.Single(f => f.FileName == "Drivers.dll");
        var extending = DeviceCompiler.Compile("Patch", "public class P : D.Driver { public new int Go() { return 2; } public static int Ask() { return new D.Caller().Ask(new P()); } }", references: prepared);
        Assert.Equal(1, Load(prepared, extending).GetType("P")!.GetMethod("Ask")!.Invoke(null, null));
    }

    [Fact]
    [Why(RefusalCode.FormerCall)]
    public void Code_that_goes_on_runs_the_release_s_method_on_state_that_it_does_not_know()
    {
        const string Old = "namespace D { public delegate int F(int a); public class Driver { public int Ms = 500; F _f; public int Wait(int a) { return a * Ms; } public int Go() { if (_f == null) _f = Wait; return _f(1); } } }";
        var @new = Old.Replace("public int Ms = 500", "[NanoLive.Objects.FormerName(\"Ms\", Multiply = 1000)] public int Us = 500000").Replace("int Wait(int a) { return a * Ms; }", "int Wait(int a, int unit) { return a * Us / unit; }").Replace("_f = Wait;", "_f = a => Wait(a, 1000);");
        var report = Patches.Report(Old, @new);
        Assert.True(report.Patch == null && report.Edits.Any(e => e.Code == RefusalCode.FormerCall), Patches.Lines(report));

        // The delegate is made anew for an object of an extending class without an adapter: what answers counts in a field that nobody sets any more.
        var prepared = Preparation.Prepare(DeviceCompiler.Build(Old), new PreparationOptions()).Files.Single(f => f.FileName == "Drivers.dll");
        var extending = DeviceCompiler.Compile("Patch", "public class P : D.Driver { public int Us = 500000; public P() { Ms = 0; } public int Wait(int a, int unit) { return a * Us / unit; } public static object Handler(P self) { return new D.F(self.Wait); } }", references: prepared);
        var type = Load(prepared, extending).GetType("P")!;
        var kept = (Delegate)type.GetMethod("Handler")!.Invoke(null, [Activator.CreateInstance(type)])!;
        Assert.Equal(500, Bench.Call(new Bench(DeviceCompiler.Build(@new)).New("D.Driver"), "Go"));
        Assert.Equal(0, kept.DynamicInvoke(1));
    }

    [Fact]
    [Why(RefusalCode.InterfaceOfOthers)]
    public void Type_that_stays_lacks_what_an_interface_got()
    {
        const string Old = "namespace D { public interface I { int A(); } public class Tray : I { public int A() { return 1; } public int B() { return 2; } } public class Driver { I _i = new Tray(); public int Go() { return _i.A(); } } }";
        Refused(RefusalCode.InterfaceOfOthers, Old, Old.Replace("int A(); }", "int A(); int B(); }").Replace("_i.A()", "_i.A() + _i.B()"), new PatchOptions { Preparation = new PreparationOptions { Excluded = ["D.Tray"] } });

        var was = DeviceCompiler.Compile("Contract", "public interface I { int A(); }");
        var now = DeviceCompiler.Compile("Contract", "public interface I { int A(); int B(); }");
        var user = DeviceCompiler.Compile("User", "public class S : I { public int A() { return 1; } }", references: was);
        Assert.Throws<TypeLoadException>(() => Load(now, user).GetType("S", true));
    }

    [Fact]
    [Why(RefusalCode.NotOnBoard)]
    [Why(RefusalCode.LibraryVersion)]
    public void Library_that_the_board_has_not_is_not_found()
    {
        var one = DeviceCompiler.Compile("System.Extra", "[assembly: System.Reflection.AssemblyVersion(\"1.0.0.0\")] public class Far { public static int N() { return 1; } }");
        var two = DeviceCompiler.Compile("System.Extra", "[assembly: System.Reflection.AssemblyVersion(\"2.0.0.0\")] public class Far { public static int N() { return 2; } public static int M() { return 3; } }");
        BuildFile Drivers(string call, BuildFile library) => DeviceCompiler.Compile("Drivers", "public class D { public int X() { return " + call + "; } }", references: library);
        var missing = Patches.Report(DeviceCompiler.Build(Drivers("1", one)), DeviceCompiler.Build(Drivers("Far.N()", one)));
        Assert.Contains(missing.Edits, e => e.Code == RefusalCode.NotOnBoard);
        var newer = Patches.Report(DeviceCompiler.Build(Drivers("Far.N()", one), one), DeviceCompiler.Build(Drivers("Far.M()", two), two));
        Assert.True(newer.Edits.Any(e => e.Code == RefusalCode.LibraryVersion), Patches.Lines(newer));

        Assert.IsType<FileNotFoundException>(Forced.Try(() => Bench.Call(Activator.CreateInstance(Load(Drivers("Far.N()", one)).GetType("D")!)!, "X")!));
        Assert.IsAssignableFrom<IOException>(Forced.Try(() => Bench.Call(Activator.CreateInstance(Load(one, Drivers("Far.M()", two)).GetType("D")!)!, "X")!));
    }

    [Fact]
    [Why(RefusalCode.StructDispatched)]
    [Why(RefusalCode.StructSubscribed)]
    public void Boxed_struct_answers_as_the_release_says()
    {
        const string Old = "namespace D { public static class Tools { public static string Text() { return \"old\"; } } public struct S { public int N; public override string ToString() { return Tools.Text(); } } public class Driver { object _o = new S(); public string Go() { return _o.ToString(); } } }";
        Refused(RefusalCode.StructDispatched, Old, Old.Replace("\"old\"", "\"new\""));
        Assert.Equal("old", Bench.Call(new Bench(DeviceCompiler.Build(Old)).New("D.Driver"), "Go"));

        const string Subscribed = "namespace D { public delegate int F(); public struct S { public int N; public int Get() { return N; } } public class Driver { S _s; public int Go() { F f = _s.Get; return f(); } } }";
        Refused(RefusalCode.StructSubscribed, Subscribed, Subscribed.Replace("return N;", "return N + 1;"));

        // What the patch has is a static method that gets the struct's address, and a delegate holds a box.
        var bench = new Bench(DeviceCompiler.Build("namespace D { public delegate int F(); public struct S { public int N; } public class Driver { public static int Get(ref S s) { return s.N; } } }"));
        Assert.IsType<ArgumentException>(Forced.Try(() => Delegate.CreateDelegate(bench.Type("D.F"), bench.New("D.S"), bench.Type("D.Driver").GetMethod("Get")!)));
    }

    [Fact]
    [Why(RefusalCode.SharedSubscribed)]
    [Why(RefusalCode.SharedAddress)]
    public void Classes_of_a_patch_that_extend_a_family_have_no_member_in_common()
    {
        const string Old = "namespace D { public delegate int F(); public class Base { public int N = 1; } public class Leaf : Base { } public class Driver { Base _b = new Leaf(); public int Go() { return _b.N; } static void Add(ref int n) { n++; } } }";
        var method = Old.Replace("N = 1; }", "N = 1; public int M() { return N; } }");
        var field = Old.Replace("N = 1; }", "N = 1; public int M = 2; }");
        Refused(RefusalCode.SharedSubscribed, Old, method.Replace("return _b.N;", "F f = _b.M; return f();"));
        Refused(RefusalCode.SharedAddress, Old, field.Replace("return _b.N;", "Add(ref _b.M); return _b.M;"));

        // What is taken of the one class is of no use to an object of the other.
        var patch = Patches.Live(Old, field.Replace("return _b.N;", "return _b.M;"));
        var loaded = new Bench(DeviceCompiler.Build(Old)).Load(patch);
        var (basis, leaf) = (Bench.Successor(loaded, patch.Plan, "D.Base").Class, Bench.Successor(loaded, patch.Plan, "D.Leaf").Class);
        Assert.False(basis.IsAssignableFrom(leaf));
        var own = basis.GetFields(Any | BindingFlags.DeclaredOnly).Single(f => f.Name == "M");
        Assert.Throws<ArgumentException>(() => own.GetValue(System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(leaf)));
    }

    [Fact]
    [Why(RefusalCode.AdoptionAmbiguous)]
    public void Copying_constructor_is_taken_for_the_adopting_one()
    {
        const string Old = "namespace D { public class Base { public int B; } public class Driver { public int N; public Driver() { } public Driver(Driver other) { N = other.N; } public int Go() { return N; } } }";
        var @new = Old.Replace("class Driver", "class Driver : Base");
        Refused(RefusalCode.AdoptionAmbiguous, Old, @new);

        // The board calls the constructor that takes one of the class with null.
        var type = new Bench(DeviceCompiler.Build(@new)).Type("D.Driver");
        Assert.IsType<NullReferenceException>(Forced.Try(() => type.GetConstructor([type])!.Invoke([null])));
    }

    [Fact]
    [Why(RefusalCode.ForeignPatch)]
    public void Plan_of_another_release_names_classes_that_are_not_there()
    {
        const string Other = "namespace D { public class Gauge { public int Go() { return 1; } } }";
        const string Old = "namespace D { public class Driver { public int Go() { return 1; } } }";
        var patch = Patches.Live(Other, Other.Replace("return 1", "return 2"));
        Refused(RefusalCode.ForeignPatch, Old, Old.Replace("return 1", "return 2"), new PatchOptions { After = [new EarlierPatch(new byte[32], patch.Plan, patch.Assembly)] });
        Assert.Throws<TypeLoadException>(() => new Bench(DeviceCompiler.Build(Old)).Type(patch.Plan.Classes[0].OldClass));
    }

    [Fact]
    [Why(RefusalCode.Runtime)]
    public void Objects_of_one_runtime_are_none_of_another()
    {
        var other = DeviceCompiler.Compile("NanoLive.Runtime", "namespace NanoLive.Objects { public class A { } }");
        var old = DeviceCompiler.Build("public class A { }");
        var report = Patches.Report(old, Build.Read([.. old.Files.Where(f => f.FileName != "NanoLive.Runtime.dll"), other]).Value!);
        Assert.Contains(report.Edits, e => e.Code == RefusalCode.Runtime);
        var (one, two) = (Load(other).GetType("NanoLive.Objects.A")!, Load(other).GetType("NanoLive.Objects.A")!);
        Assert.False(two.IsInstanceOfType(Activator.CreateInstance(one)));
    }

    [Fact]
    [Why(RefusalCode.TypeTest)]
    public void Object_that_was_taken_over_is_of_another_class_for_who_asks_exactly()
    {
        const string Old = "namespace D { public class P { public int Get() { return 1; } } public class Driver { P _p = new P(); public int Go() { return _p.GetType() == typeof(P) ? _p.Get() : 9; } } }";
        var report = Patches.Report(Old, Old.Replace("return 1", "return 2"));
        Assert.True(report.Verdict == Verdict.AtReboot && report.Edits.Any(e => e.Code == RefusalCode.TypeTest), Patches.Lines(report));

        var prepared = Preparation.Prepare(DeviceCompiler.Build(Old), new PreparationOptions()).Files.Single(f => f.FileName == "Drivers.dll");
        var extending = Load(prepared, DeviceCompiler.Compile("Patch", "public class Q : D.P { public override int Get() { return 2; } } public class Made : D.Driver { }", references: prepared));
        object driver = Activator.CreateInstance(extending.GetType("Made")!)!;
        Bench.Set(driver, "_p", Activator.CreateInstance(extending.GetType("Q")!));
        Assert.Equal(9, Bench.Call(driver, "Go"));
    }

    [Fact]
    public void Every_refusal_has_a_test_that_shows_why()
    {
        var codes = typeof(RefusalCode).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
        var shown = typeof(RefusedCodeTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetCustomAttributes<WhyAttribute>()).Select(a => a.Code)
            .Concat(RefusedStateTests.Rows.Select(r => r.Data.Item1));
        Assert.Empty(codes.Except(shown));
    }

    private static Assembly Load(params BuildFile[] files)
    {
        var context = new AssemblyLoadContext("refused", isCollectible: true);
        return files.ToList().ConvertAll(file => context.LoadFromStream(new MemoryStream(file.Image)))[^1];
    }
}
