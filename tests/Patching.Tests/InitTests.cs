using NanoLive.Lowering.Writing;

namespace NanoLive.Patching.Tests;

/// <summary>Accessors that only initialisers may call: in IL they bear a mark, in a .pe they are setters like any other.</summary>
public class InitTests
{
    private const string Source = """
        namespace System.Runtime.CompilerServices { internal static class IsExternalInit { } }
        namespace D {
          public class Part { public int N { get; init; } public int M { get; set; } }
          public class Driver {
            private Part _part;
            public int Go() { if (_part == null) { _part = new Part { N = 3, M = 20 }; } return _part.N + _part.M; }
            public int Made() { return new Part { N = 3, M = 20 }.N * 100; }
          }
        }
        """;

    [Theory]
    [InlineData("N = 3,", "N = 5,", 23, 500)]
    [InlineData("int N { get; init; }", "int N { get { return _n + 1; } init { _n = value * 2; } } [NanoLive.Objects.FormerName(\"<N>k__BackingField\")] private int _n;", 24, 700)]
    [InlineData("int M { get; set; }", "int M { get; init; }", 23, 300)]
    [InlineData("int N { get; init; }", "int N { get; set; }", 23, 300)]
    public void Edit_of_one_is_live_and_lowered(string was, string becomes, int go, int made)
    {
        var @new = Source.Replace(was, becomes).Replace("* 100", "* 50 * 2");
        var bench = new Bench(DeviceCompiler.Build(Source));
        var old = bench.New("D.Driver");
        Assert.Equal(23, Bench.Call(old, "Go"));
        var patch = Patches.Live(Source, @new);
        var graph = ObjectGraph.Update(old, bench.Load(patch), patch);
        Assert.Equal((go, made), (Bench.Call(graph.Root, "Go"), Bench.Call(graph.Root, "Made")));

        var references = new AssemblyReferences().AddFile(Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.dll"));
        references.Add("Drivers", DeviceCompiler.Compile("Drivers", Source).Image).Add("NanoLive.Runtime", DeviceCompiler.Runtime);
        var lowered = AssemblyLowering.Lower(patch.Assembly, references, new LoweringOptions { IsPatch = true });
        Assert.True(lowered.Succeeded, string.Join("\n", lowered.Diagnostics));
    }
}
