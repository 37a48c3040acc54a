using NanoLive.Lowering.Writing;

namespace NanoLive.Patching.Tests;

/// <summary>
/// Exception filters in carried code: lowering, which knows what they do to the real CLR, finds every call under them.
/// </summary>
public class FilterTests
{
    private const string Source = """
        using System;
        namespace D {
          public interface IStep { int Step(int a); }
          public delegate int F(int a);
          public struct Part { public int N; public int Get(int a) { if (a > 2) throw new ArgumentException("part"); return N + a; } public override string ToString() { return "part"; } }
          public class Driver : IStep {
            private Part _part;
            public int Step(int a) { if (a == 1) throw new ArgumentException("step"); return a; }
            public int Go(int a) {
              string word = a == 1 ? "step" : "part";
              F f = Step; IStep step = this;
              try { return step.Step(a) + Step(a) + f(a) + _part.Get(a) + _part.ToString().Length; }
              catch (ArgumentException e) when (e.Message == word) { return word.Length * 100 + Extra; }
            }
            private const int Extra = 1;
          }
        }
        """;

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 402)]
    [InlineData(3, 402)]
    public void Calls_in_a_try_with_a_filter_go_through_static_methods(int argument, int expected)
    {
        var (_, _, next, _, patch) = ReachTests.Update(Source, "Extra = 1", "Extra = 2", "D.Driver");
        Assert.Equal(expected, Bench.Call(next, "Go", argument));

        var references = new AssemblyReferences().AddFile(Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.dll"));
        references.Add("Drivers", DeviceCompiler.Compile("Drivers", Source).Image).Add("NanoLive.Runtime", DeviceCompiler.Runtime);
        var lowered = AssemblyLowering.Lower(patch.Assembly, references, new LoweringOptions { IsPatch = true });
        Assert.True(lowered.Succeeded, string.Join("\n", lowered.Diagnostics));
        string[] called = ["IStep::Step", "Driver::Step", "F::Invoke", "Part::Get", "System.Object::ToString"];
        Assert.All(called, name => Assert.Single(lowered.Value.FilterCalls, line => line.Contains(name, StringComparison.Ordinal)));
    }
}
