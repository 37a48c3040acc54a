namespace NanoLive.Patching.Tests;

/// <summary>
/// When a patch brings constructors: only where the object that the release makes, once it is taken over, is not the one that the new version makes.
/// </summary>
public class CreationTests
{
    private const string Source = """
        using System.Threading;
        using NanoLive.Objects;
        namespace D {
          public class Part { private int _p = 1; public int Get() { return _p; } }
          public class Gauge {
            private int _wait = 5;
            private int _n;
            private Part _part = new Part();
            public Gauge(int n) { _n = n; Reset(); }
            public void Reset() { _n = _n + 1; }
            public int Read() { return _n + _part.Get(); }
            public int Wait() { return _wait; }
          }
          public class Clock { private Timer _t; public Clock() { _t = new Timer(On, null, 1, 1); } private void On(object o) { } public int Now() { return 1; } }
          public class Maker { public int Use() { return new Gauge(3).Read(); } }
          public class Starter { public int Start() { return 1; } public int Later() { return 2; } }
          public class App : NanoLive.Update.IApplication { public void Build(NanoLive.Update.LiveBoard b) { new Starter().Start(); } }
        }
        """;

    private static string WithoutMaker => Source.Replace("new Gauge(3).Read()", "3");

    /// <summary>The parameter lists of the constructors of a class of the patch, less the adopting one.</summary>
    private static List<string> Constructors(string old, string was, string becomes, string type, bool atReboot = false)
    {
        var @new = old.Replace(was, becomes);
        Assert.NotEqual(old, @new);
        var patch = Patches.Report(DeviceCompiler.Build(old), DeviceCompiler.Build(@new), new PatchOptions { AtReboot = atReboot }).Patch!;
        var (successor, _) = Bench.Successor(new Bench(DeviceCompiler.Build(old)).Load(patch), patch.Plan, type);
        return [.. successor.GetConstructors().Select(c => string.Join(",", c.GetParameters().Select(p => p.ParameterType.Name))).Where(p => p != successor.Name)];
    }

    [Fact]
    public void Changed_method_needs_none() => Assert.Empty(Constructors(WithoutMaker, "return _n +", "return 2 + _n +", "D.Gauge"));

    [Fact]
    public void New_field_that_its_initialiser_sets_needs_none() =>
        Assert.Empty(Constructors(WithoutMaker, "private int _n;", "private int _n; private int _more = 7;", "D.Gauge"));

    [Fact]
    public void Patch_for_reboots_brings_all() => Assert.Equal(["Int32"], Constructors(WithoutMaker, "return _n +", "return 2 + _n +", "D.Gauge", true));

    [Fact]
    public void Initialiser_that_changed_needs_one() => Assert.Equal(["Int32"], Constructors(WithoutMaker, "_wait = 5", "_wait = 6", "D.Gauge"));

    [Fact]
    public void Changed_method_that_the_constructor_calls_needs_one() => Assert.Equal(["Int32"], Constructors(WithoutMaker, "_n = _n + 1", "_n = _n + 2", "D.Gauge"));

    [Fact]
    public void Changed_method_that_the_start_of_the_board_calls_needs_one()
    {
        Assert.Equal([""], Constructors(Source, "return 1; } public int Later", "return 11; } public int Later", "D.Starter"));
        Assert.Empty(Constructors(Source, "return 2;", "return 22;", "D.Starter"));
    }

    [Fact]
    public void Object_that_a_timer_is_bound_to_needs_one() => Assert.Equal([""], Constructors(Source, "Now() { return 1;", "Now() { return 2;", "D.Clock"));

    [Theory]
    [InlineData(5000, 0)]
    [InlineData(6000, 1)]
    public void Field_of_another_unit_needs_one_when_it_starts_otherwise_than_converted(int start, int constructors)
    {
        var @new = WithoutMaker.Replace("private int _wait = 5;", $"[FormerName(\"_wait\", Multiply = 1000)] private int _waitMs = {start};").Replace("return _wait;", "return _waitMs;");
        Assert.Equal(constructors, Constructors(WithoutMaker, WithoutMaker, @new, "D.Gauge").Count);
    }

    [Fact]
    public void Code_that_makes_objects_makes_those_of_the_patch()
    {
        var bench = new Bench(DeviceCompiler.Build(Source));
        var patch = Patches.Live(Source, Source.Replace("private int _n;", "private int _n; private int _more = 100;").Replace("return _n +", "return _more + _n +"));
        var maker = bench.New("D.Maker");
        Assert.Equal(5, Bench.Call(maker, "Use"));
        Assert.Equal(105, Bench.Call(bench.Adopt(maker, bench.Load(patch), patch, "D.Maker"), "Use"));
    }

    [Fact]
    public void Owner_of_a_part_is_carried_where_code_makes_it_and_only_there()
    {
        var bench = new Bench(DeviceCompiler.Build(Source));
        var patch = Patches.Live(Source, Source.Replace("return _p;", "return _p + 50;"));
        Assert.Equal(55, Bench.Call(bench.Adopt(bench.New("D.Maker"), bench.Load(patch), patch, "D.Maker"), "Use"));

        var small = Patches.Live(WithoutMaker, WithoutMaker.Replace("return _p;", "return _p + 50;"));
        Assert.Equal(["D.Part"], small.Plan.Classes.Select(c => c.OldClass));
    }
}
