using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching.Tests;

/// <summary>
/// Exception filters in carried code. On the real CLR an exception that comes out of an instance method into a filter of its caller leaves the caller with the wrong locals;
/// out of a static method it does not.
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

        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(patch.Assembly));
        var method = assembly.MainModule.GetTypes().SelectMany(t => t.Methods).Single(m => m.HasBody && m.Body.ExceptionHandlers.Any(h => h.HandlerType == ExceptionHandlerType.Filter));
        var handler = method.Body.ExceptionHandlers.Single(h => h.HandlerType == ExceptionHandlerType.Filter);
        var calls = method.Body.Instructions.Where(i => i.Offset >= handler.TryStart.Offset && i.Offset < handler.TryEnd.Offset && i.OpCode.FlowControl == FlowControl.Call).ToList();
        Assert.True(calls.Count >= 5, $"{calls.Count} calls");
        Assert.All(calls, c => Assert.True(c.OpCode.Code == Code.Newobj || c.OpCode.Code == Code.Call && !((MethodReference)c.Operand).HasThis, c.ToString()));
    }
}
