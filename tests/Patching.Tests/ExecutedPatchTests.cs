namespace NanoLive.Patching.Tests;

/// <summary>Patches that run: an object of the release is taken over by the patch's class, and callers of the release reach the new code.</summary>
public class ExecutedPatchTests
{
    private const string Driver = """
        using System;
        namespace D {
          public sealed class Gauge {
            private int _n = 7;
            private readonly int _scale;
            public static int Constructed;
            public Gauge(int scale) { _scale = scale; Constructed++; }
            public int Read() { return Scale(_n); }
            private int Scale(int n) { return n * _scale; }
            public int Value { get; set; }
          }
          public class Caller {
            private Gauge _gauge;
            public Caller(Gauge gauge) { _gauge = gauge; }
            public int Use() { return _gauge.Read(); }
          }
        }
        """;

    private static (Bench Bench, object Old, object Next, System.Reflection.Assembly Loaded, PatchContent Patch) Update(string old, string @new, string type, params object?[] arguments)
    {
        var bench = new Bench(DeviceCompiler.Build(old));
        var before = bench.New(type, arguments);
        var patch = Patches.Live(old, @new);
        var loaded = bench.Load(patch);
        return (bench, before, bench.Adopt(before, loaded, patch, type), loaded, patch);
    }

    [Fact]
    public void Caller_of_the_release_reaches_a_changed_private_method()
    {
        var (bench, old, next, _, _) = Update(Driver, Driver.Replace("n * _scale", "n * _scale + 1"), "D.Gauge", 3);
        var caller = bench.New("D.Caller", old);
        Assert.Equal(21, Bench.Call(caller, "Use"));
        Bench.Set(caller, "_gauge", next);
        Assert.Equal(22, Bench.Call(caller, "Use"));
    }

    [Fact]
    public void Adoption_runs_no_constructor()
    {
        var (bench, _, _, _, _) = Update(Driver, Driver.Replace("n * _scale", "n * _scale + 1"), "D.Gauge", 3);
        Assert.Equal(1, bench.Type("D.Gauge").GetField("Constructed")!.GetValue(null));
    }

    [Fact]
    public void New_field_with_an_initialiser_has_its_value_after_adoption()
    {
        var @new = Driver.Replace("private readonly int _scale;", "private readonly int _scale; private int _more = 100;").Replace("n * _scale;", "n * _scale + _more;");
        var (_, _, next, _, _) = Update(Driver, @new, "D.Gauge", 3);
        Assert.Equal(121, Bench.Call(next, "Read"));
    }

    [Fact]
    public void New_class_travels_with_the_patch_and_is_made_for_an_adopted_object()
    {
        var @new = Driver.Replace("private readonly int _scale;", "private readonly int _scale; private readonly Filter _filter = new Filter(4);")
            .Replace("n * _scale;", "_filter.Add(n * _scale);")
            .Replace("public class Caller", """
                internal sealed class Filter {
                  private readonly int[] _newest; private int _next; private static readonly int[] Weights = { 1, 2, 3, 4, 5, 6, 7, 8 };
                  internal Filter(int n) { _newest = new int[n]; }
                  internal int Add(int v) { _newest[_next] = v; _next = (_next + 1) % _newest.Length; int s = 0; for (int i = 0; i < _newest.Length; i++) s += _newest[i] * Weights[i]; return s; }
                }
                public class Caller
                """);
        var (_, _, next, _, patch) = Update(Driver, @new, "D.Gauge", 3);
        Assert.NotNull(patch.Plan.EntryClass);
        Assert.Equal(21, Bench.Call(next, "Read"));
        Assert.Equal(63, Bench.Call(next, "Read"));
    }

    [Fact]
    public void Renamed_and_scaled_field_takes_the_value()
    {
        var @new = Driver.Replace("using System;", "using System; using NanoLive.Objects;")
            .Replace("private int _n = 7;", "[FormerName(\"_n\", Multiply = 1000)] private long _milli = 7000;").Replace("Scale(_n)", "Scale((int)(_milli / 1000)) + 2");
        var (_, old, next, _, patch) = Update(Driver, @new, "D.Gauge", 3);
        var move = Assert.Single(Assert.Single(patch.Plan.Classes).Moves);
        Assert.Equal(("_n", "_milli", 1000, 1), (move.From, move.To, move.Multiply, move.Divide));
        Assert.Equal(23, Bench.Call(next, "Read"));
        Assert.Equal(7000L, Bench.Get(next, "_milli"));
    }

    [Fact]
    public void Widened_field_takes_the_value_under_a_name_of_its_own()
    {
        var @new = Driver.Replace("private int _n = 7;", "private long _n = 7;").Replace("Scale(_n)", "Scale((int)_n) + 2");
        var (_, _, next, _, _) = Update(Driver, @new, "D.Gauge", 3);
        Assert.Equal(23, Bench.Call(next, "Read"));
        Assert.Equal(7L, Bench.Get(next, "_n__Int64"));
    }

    [Fact]
    public void Handler_gives_a_delegate_of_the_new_method_on_the_new_object()
    {
        const string Source = """
            using System;
            namespace D {
              public class Source { public event EventHandler Changed; public void Raise() { if (Changed != null) Changed(this, null); } }
              public class Sink {
                public int Count; private Source _source;
                public Sink(Source source) { _source = source; source.Changed += OnChanged; source.Changed += (s, e) => { Count += 100; }; source.Changed += OnPublic; }
                private void OnChanged(object s, EventArgs e) { Count++; }
                public void OnPublic(object s, EventArgs e) { Count += 10000; }
              }
            }
            """;
        var @new = Source.Replace("Count++;", "Count += 2;").Replace("Count += 10000;", "Count += 20000;");
        var bench = new Bench(DeviceCompiler.Build(Source));
        var source = bench.New("D.Source");
        var sink = bench.New("D.Sink", source);
        var patch = Patches.Live(Source, @new);
        var loaded = bench.Load(patch);
        var next = bench.Adopt(sink, loaded, patch, "D.Sink");
        var (type, change) = Bench.Successor(loaded, patch.Plan, "D.Sink");
        Assert.Contains("OnChanged", change.Handlers);
        Assert.Contains("OnPublic", change.Handlers);
        Assert.Equal(3, change.Handlers.Length);
        for (var i = 0; i < change.Handlers.Length; i++)
        {
            var handler = (EventHandler)type.GetMethod("Handler")!.Invoke(null, [next, i])!;
            Assert.Same(next, handler.Target);
            handler(null, EventArgs.Empty);
        }

        Assert.Equal(20102, Bench.Get(next, "Count"));
        Assert.Equal(0, Bench.Get(sink, "Count"));
    }

    [Fact]
    public void Changed_constructor_is_carried_whole_and_runs_for_new_objects_only()
    {
        var @new = Driver.Replace("using System;", "using System; using NanoLive.Objects;").Replace("_scale = scale; Constructed++;", "if (scale < 0) throw new ArgumentException(); _scale = scale + 1; Constructed += 10;")
            .Replace("public class Caller", "[StateMigration(typeof(Gauge))] internal static class M { public static void Up(object old, object next) { ((Gauge)next).Value = 5; } public static void Down(object next, object old) { } } public class Caller");
        var (bench, _, next, _, _) = Update(Driver, @new, "D.Gauge", 3);
        Assert.Equal(5, Bench.Call(next, "get_Value"));
        var fresh = next.GetType().GetConstructor([typeof(int)])!.Invoke([5]);
        Assert.Equal(42, Bench.Call(fresh, "Read"));
        Assert.Equal(11, bench.Type("D.Gauge").GetField("Constructed")!.GetValue(null));
    }
}
