namespace NanoLive.Patching.Tests;

/// <summary>New code is reached wherever it lies: in bases, statics, closures, helpers, other assemblies; and what belongs to the old is not touched.</summary>
public class ReachTests
{
    /// <summary>Makes an object of the release, takes it over and returns both and the bench.</summary>
    internal static (Bench Bench, object Old, object Next, System.Reflection.Assembly Loaded, PatchContent Patch) Update(string old, string was, string becomes, string type, params object?[] arguments)
    {
        var @new = old.Replace(was, becomes);
        Assert.NotEqual(old, @new);
        var bench = new Bench(DeviceCompiler.Build(old));
        var before = bench.New(type, arguments);
        var patch = Patches.Live(old, @new);
        var loaded = bench.Load(patch);
        return (bench, before, bench.Adopt(before, loaded, patch, type), loaded, patch);
    }

    private const string Bases = """
        namespace D {
          public class Base {
            protected int N = 1;
            public int Read() { return Raw() * 10; }
            private int Raw() { return N; }
            public virtual int V() { return 100; }
          }
          public class Driver : Base { public override int V() { return base.V() + Read(); } }
          public class Further : Driver { public override int V() { return base.V() + 1000; } }
        }
        """;

    [Fact]
    public void Private_method_of_a_base_class_is_changed_for_derived_objects()
    {
        var (_, old, next, _, patch) = Update(Bases, "return N;", "return N + 1;", "D.Further");
        Assert.Equal(1110, Bench.Call(old, "V"));
        Assert.Equal(1120, Bench.Call(next, "V"));
        Assert.Equal(3, patch.Plan.Classes.Length);
    }

    [Fact]
    public void Base_call_reaches_the_changed_base_method()
    {
        var (_, _, next, _, _) = Update(Bases, "return 100;", "return 200;", "D.Further");
        Assert.Equal(1210, Bench.Call(next, "V"));
    }

    private const string Statics = """
        namespace D {
          public static class Tools {
            private static readonly int[] Table = { 1, 2, 3, 4, 5 };
            private static readonly int Sum = Table[0] + Table[4];
            public static int Get(int i) { return Table[i] + Scale; }
            public static int Total() { return Sum; }
            private static int Scale = 0;
          }
          public class Driver { public int Read() { return Tools.Get(1); } public int Total() { return Middle(); } private static int Middle() { return Tools.Total(); } }
        }
        """;

    [Fact]
    public void Static_method_is_redirected_with_its_callers()
    {
        var (_, old, next, _, _) = Update(Statics, "Table[i] + Scale", "Table[i] * 100 + Scale", "D.Driver");
        Assert.Equal(2, Bench.Call(old, "Read"));
        Assert.Equal(200, Bench.Call(next, "Read"));
    }

    [Fact]
    public void Read_only_data_is_brought_by_the_patch_with_what_depends_on_it()
    {
        var (_, old, next, _, patch) = Update(Statics, "{ 1, 2, 3, 4, 5 }", "{ 1, 7, 3, 4, 50 }", "D.Driver");
        Assert.NotNull(patch.Plan.EntryClass);
        Assert.Equal((2, 6), (Bench.Call(old, "Read"), Bench.Call(old, "Total")));
        Assert.Equal((7, 51), (Bench.Call(next, "Read"), Bench.Call(next, "Total")));
    }

    [Fact]
    public void Static_state_that_stays_is_shared_with_the_release()
    {
        var (bench, _, next, _, _) = Update(Statics, "Table[i] + Scale", "Table[i] * 100 + Scale", "D.Driver");
        bench.Type("D.Tools").GetField("Scale", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.SetValue(null, 5);
        Assert.Equal(205, Bench.Call(next, "Read"));
    }

    private const string Closures = """
        using System;
        namespace D {
          public class Driver {
            private int _n = 3; private Action _last;
            public int Read() { int sum = 0; Action add = () => { sum += Step(); }; add(); add(); return sum; }
            public int Fixed() { Make f = () => 5; return f() + Local(2); int Local(int x) { return x + Step(); } }
            public void Keep() { _last = () => { _n++; }; _last(); }
            private int Step() { return _n; }
          }
          public delegate int Make();
        }
        """;

    [Fact]
    public void Closure_that_calls_a_changed_private_method_is_carried()
    {
        var (_, old, next, _, _) = Update(Closures, "return _n; }", "return _n + 1; }", "D.Driver");
        Assert.Equal((6, 10), (Bench.Call(old, "Read"), Bench.Call(old, "Fixed")));
        Assert.Equal((8, 11), (Bench.Call(next, "Read"), Bench.Call(next, "Fixed")));
    }

    [Fact]
    public void Static_lambda_is_carried_without_a_static_constructor()
    {
        var (_, _, next, loaded, _) = Update(Closures, "() => 5", "() => 50", "D.Driver");
        Assert.Equal(55, Bench.Call(next, "Fixed"));
        Assert.DoesNotContain(loaded.GetTypes(), t => t.TypeInitializer != null);
    }

    private const string Others = """
        namespace D {
          public class Driver {
            private int _n = 1; private int _m;
            public int Compare(Driver other, int by) { return other.Raw(by) - Raw(by); }
            private int Raw(int by) { return _n * by; }
            public void Take(Driver other) { _n = other._n; }
          }
        }
        """;

    private const string Compared = "return other.Raw(by) - Raw(by); }";
    private const string OtherwiseCompared = "return other.More(by) - More(by); } private int More(int by) { return _n * by + 1; }";

    [Fact]
    public void Changed_private_method_is_asked_of_the_object_whichever_it_is()
    {
        var (bench, old, next, loaded, patch) = Update(Others, "_n * by", "_n * by + 1", "D.Driver");
        Assert.Equal(-1, Bench.Call(next, "Compare", old, 2));
        Assert.Equal(0, Bench.Call(next, "Compare", bench.Adopt(old, loaded, patch, "D.Driver"), 2));
    }

    [Fact]
    public void Changed_private_method_is_carried_without_its_callers()
    {
        var (_, _, _, loaded, _) = Update(Others, "_n * by", "_n * by + 1", "D.Driver");
        var type = loaded.GetTypes().Single(t => t.Name == "Driver");
        Assert.Equal("Raw", Assert.Single(type.GetMethods(Own)).Name);
    }

    private const System.Reflection.BindingFlags Own =
        System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly;

    private const string Namesakes = """
        namespace D {
          public class Base { public int Get() { return Raw() + a(); } private int Raw() { return 1; } private int a() { return 100; } }
          public class Driver : Base { private int _n = 5; public int Read() { return Get() + _n; } }
        }
        """;

    /// <summary>The firmware would take it for an override, as it looks for name and parameters only.</summary>
    [Theory]
    [InlineData("public int Read() { return Get() + _n + Raw(); } public int Raw() { return 10; }", 116)]
    [InlineData("public int Read() { return Get() + _n + Sum(); } private int Sum() { return _n; }", 111)]
    [InlineData("public int Read() { return Get() + _n + new Further().Raw(); } private class Further : Driver { public int Raw() { return 20; } }", 126)]
    public void Method_that_the_patch_adds_has_no_name_that_the_release_dispatches(string read, int value)
    {
        var (_, old, next, loaded, _) = Update(Namesakes, "public int Read() { return Get() + _n; }", read, "D.Driver");
        Assert.Equal(106, Bench.Call(old, "Read"));
        Assert.Equal(value, Bench.Call(next, "Read"));
        Assert.DoesNotContain(loaded.GetTypes().SelectMany(t => t.GetMethods(Own)), m => m.Name is "Raw" or "a");
    }

    [Fact]
    public void Added_method_that_an_interface_asks_for_by_a_name_that_the_release_dispatches_is_refused()
    {
        var release = Namesakes + "namespace D { public interface IRaw { int Raw(); } }";
        var report = Patches.Report(release, release.Replace("Driver : Base { private", "Driver : Base, IRaw { public int Raw() { return 10; } private"));
        Assert.True(report.Verdict == Verdict.Reflash && report.Edits.Any(e => e.Reason.Contains("the firmware would call the one for the other")), Patches.Lines(report));
    }

    [Fact]
    public void Member_of_the_patch_on_another_object_is_used_when_it_is_a_new_one()
    {
        var (bench, old, next, loaded, patch) = Update(Others, Compared, OtherwiseCompared, "D.Driver");
        var other = bench.Adopt(old, loaded, patch, "D.Driver");
        Bench.Set(other, "_n", 5);
        Assert.Equal(8, Bench.Call(next, "Compare", other, 2));
    }

    [Fact]
    public void Member_of_the_patch_on_an_old_object_throws_and_corrupts_nothing()
    {
        var (_, old, next, _, _) = Update(Others, Compared, OtherwiseCompared, "D.Driver");
        var thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => Bench.Call(next, "Compare", old, 2));
        Assert.IsType<InvalidCastException>(thrown.InnerException);
    }

    [Fact]
    public void Object_made_by_carried_code_is_of_the_new_class()
    {
        const string Source = "namespace D { public class Part { private int V() { return 1; } public int Get() { return V(); } } public class Maker { public Part Make() { return new Part(); } } }";
        var (_, _, next, _, _) = Update(Source, "return 1;", "return 2;", "D.Maker");
        Assert.Equal(2, Bench.Call(Bench.Call(next, "Make")!, "Get"));
    }

    [Fact]
    public void Application_and_driver_in_two_assemblies_change_together()
    {
        const string Driver = "namespace D { public class Driver { internal int N = 2; public int Read() { return N; } } }";
        const string User = "namespace U { public class User { private D.Driver _d; public User(D.Driver d) { _d = d; } public int Use() { return _d.Read(); } } }";
        BuildFile[] Files(string driver, string user)
        {
            var d = DeviceCompiler.Compile("Drivers", driver);
            return [d, DeviceCompiler.Compile("Users", user, references: d)];
        }

        var newDriver = Driver.Replace("public int Read", "public int ReadMilli(int f) { return N * 1000 + f; } public int Read");
        var report = Patches.Report(DeviceCompiler.Build(Files(Driver, User)), DeviceCompiler.Build(Files(newDriver, User.Replace("_d.Read()", "_d.ReadMilli(7)"))));
        Assert.True(report.Patch != null, Patches.Lines(report));
        var bench = new Bench(DeviceCompiler.Build(Files(Driver, User)));
        var old = bench.New("D.Driver");
        var loaded = bench.Load(report.Patch);
        var driver = bench.Adopt(old, loaded, report.Patch, "D.Driver");
        var user = bench.Adopt(Activator.CreateInstance(bench.Type("U.User", "Users"), old)!, loaded, report.Patch, "U.User");
        Bench.Set(user, "_d", driver);
        Assert.Equal(2007, Bench.Call(user, "Use"));
    }

    [Fact]
    public void Control_flow_survives_the_copy()
    {
        const string Source = """
            using System;
            namespace D {
              public class Driver {
                public int Run(int n) {
                  int r = 0;
                  for (int i = 0; i < n; i++) {
                    try { switch (i) { case 0: r += 1; break; case 1: throw new ArgumentException("x"); case 2: continue; case 3: r += 100; break; default: r += 1000; break; } }
                    catch (ArgumentException e) when (e.Message.Length == 1) { r += 10; }
                    finally { r += 10000; }
                  }
                  lock (this) { r += Extra; }
                  return r;
                }
                private const int Extra = 5;
              }
            }
            """;
        var (_, old, next, _, _) = Update(Source, "Extra = 5", "Extra = 6", "D.Driver");
        Assert.Equal(51116 - 0, Bench.Call(old, "Run", 5));
        Assert.Equal(51117, Bench.Call(next, "Run", 5));
    }
}
