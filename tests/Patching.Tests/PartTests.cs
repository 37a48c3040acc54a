namespace NanoLive.Patching.Tests;

/// <summary>Classes that are hard to get at: internal and nested ones, explicit interfaces, fields that reflection cannot copy.</summary>
public class PartTests
{
    private const string Explicit = """
        namespace D {
          public interface IA { int X(); int Y(); }
          public interface IB { int Z(); }
          internal class Driver : IA { int IA.X() { return 1; } int IA.Y() { return 2; } public int Z() { return 3; } private int P() { return 4; } internal int Q() { return P(); } }
          public class Host {
            private class Inner { private int _v = 1; public int Get() { return _v; } internal int Twice() { return Get() * 2; } }
            private Inner _inner = new Inner();
            public int Use() { return _inner.Twice(); }
          }
        }
        """;

    [Fact]
    public void Explicit_interface_method_is_reached_through_the_interface()
    {
        var (bench, _, next, _, _) = ReachTests.Update(Explicit, "return 1; }", "return 10; }", "D.Driver");
        var x = bench.Type("D.IA").GetMethod("X")!.Invoke(next, null);
        var y = bench.Type("D.IA").GetMethod("Y")!.Invoke(next, null);
        Assert.Equal((10, 2), (x, y));
    }

    [Fact]
    public void Interface_that_is_new_to_the_class_is_answered()
    {
        var (bench, _, next, _, _) = ReachTests.Update(Explicit, "class Driver : IA", "class Driver : IA, IB", "D.Driver");
        Assert.Equal(3, bench.Type("D.IB").GetMethod("Z")!.Invoke(next, null));
    }

    [Fact]
    public void Internal_class_and_internal_method_are_extended()
    {
        var (_, _, next, _, _) = ReachTests.Update(Explicit, "return 4; }", "return 44; }", "D.Driver");
        Assert.Equal(44, Bench.Call(next, "Q"));
    }

    [Fact]
    public void Private_nested_class_is_replaced_as_a_part()
    {
        var bench = new Bench(DeviceCompiler.Build(Explicit));
        var host = bench.New("D.Host");
        var patch = Patches.Live(Explicit, Explicit.Replace("return _v;", "return _v + 1;"));
        Assert.Contains(patch.Plan.Holders, h => h is { Class: "D.Host", Field: "_inner" });
        Assert.Equal(2, Bench.Call(host, "Use"));
        Bench.Set(host, "_inner", bench.Adopt(Bench.Get(host, "_inner")!, bench.Load(patch), patch, "D.Host+Inner"));
        Assert.Equal(4, Bench.Call(host, "Use"));

        // The host's own code is as it was, and whoever makes one by a factory gets its part taken over.
        Assert.Equal(["D.Host+Inner"], patch.Plan.Classes.Select(c => c.OldClass));
    }

    [Fact]
    public void Enum_field_needs_no_code_of_the_patch_there_or_back()
    {
        const string Source = "namespace D { public enum Mode { A, B, C } public class Driver { private Mode _mode; public int Read() { return (int)_mode; } public void Turn() { _mode++; } } }";
        var bench = new Bench(DeviceCompiler.Build(Source));
        var old = bench.New("D.Driver");
        Bench.Call(old, "Turn");
        var patch = Patches.Live(Source, Source.Replace("(int)_mode", "(int)_mode + 10"));
        Assert.Null(patch.Plan.Classes[0].Migration);
        var loaded = bench.Load(patch);
        var next = bench.Adopt(old, loaded, patch, "D.Driver");
        Assert.Equal(11, Bench.Call(next, "Read"));
        Bench.Call(next, "Turn");
        Bench.Return(next, old, loaded, patch, "D.Driver");
        Assert.Equal(2, Bench.Call(old, "Read"));
    }
}
