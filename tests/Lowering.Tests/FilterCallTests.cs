using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>Instance calls in a try block with an exception filter go through static methods. That the real CLR needs it: FilterTests of Device.Tests.</summary>
public class FilterCallTests
{
    private const string Source = """
        using System;
        public class Driver
        {
            public int N;
            public int Step(int a) { if (a == 1) throw new ArgumentException("step"); return a; }
            public static int Step(Driver driver, int a) { return a; }
            public int Filtered(int a, string word)
            {
                DateTime now = new DateTime(a);
                try
                {
                    try { N = Step(a) + Step(a) + now.AddDays(1).Day; }
                    catch (InvalidOperationException) { N = this.Step(2) + Step(this, 3); }
                    DateTime then = new DateTime(5);
                    return then.GetHashCode();
                }
                catch (ArgumentException e) when (e.Message == word) { return Step(4); }
            }
            public int Unfiltered(int a) { try { return Step(a); } catch (ArgumentException) { return Step(4); } finally { Step(5); } }
        }
        """;

    private const string Native = """
        public class Pin
        {
            public int N;
            public int Step(int a) { return a; }
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] public extern void Set();
            public int Filtered(int a) { try { return Step(a); } catch (System.Exception e) when (e.Message == "x") { return 1; } }
        }
        """;

    [Fact]
    public void No_instance_method_is_called_under_a_filter_and_nothing_else_changes()
    {
        var lowered = Lowered.Try(DeviceCompiler.Library(Source)).Value!;
        var names = new PeNames(lowered.Image);
        var filtered = Method(lowered.Image, "Filtered");
        var handler = Assert.Single(filtered.Handlers, handler => handler.Kind == PeHandlerKind.Filter);
        var calls = filtered.Instructions.Where(i => i.OpCode.OperandType == OperandType.InlineMethod).ToLookup(i => i.Offset >= handler.TryStart && i.Offset < handler.TryEnd);
        Assert.True(calls[true].Count() >= 8);
        Assert.DoesNotContain(calls[true], call => call.OpCode.Code != Code.Newobj && HasThis(lowered.Image, names, call));
        Assert.Contains(calls[false], call => HasThis(lowered.Image, names, call));

        var others = Method(lowered.Image, "Unfiltered").Instructions.Where(i => i.OpCode.OperandType == OperandType.InlineMethod).ToList();
        Assert.Equal(3, others.Count);
        Assert.All(others, call => Assert.True(HasThis(lowered.Image, names, call)));
    }

    [Fact]
    public void One_static_method_stands_for_all_calls_of_a_method_and_each_call_is_told()
    {
        var lowered = Lowered.Try(DeviceCompiler.Library(Source)).Value!;
        Assert.Equal(3, lowered.FilterCalls.Count(line => line == "System.Int32 Driver::Filtered(System.Int32,System.String) calls System.Int32 Driver::Step(System.Int32)"));

        // Step, Step_ beside the one that the driver has already, AddDays, Day, GetHashCode, the constructor of the struct.
        var statics = lowered.Image.MethodDefs.Where(row => row.IsStatic).Select(row => PeStrings.Text(lowered.Image, row.Name)).ToList();
        Assert.Equal(["AddDays", "GetHashCode", "Step", "Step_", "ctor", "get_Day"], statics.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Where_native_code_counts_methods_none_is_added_and_a_warning_says_so()
    {
        var lowered = Lowered.Try(DeviceCompiler.Library(Native));
        Assert.Contains(lowered.Diagnostics, finding => finding is { Id: "instance-call-under-filter", Severity: Severity.Warning });
        Assert.Empty(lowered.Value!.FilterCalls);
        Assert.Equal(4, lowered.Value.Image.MethodDefs.Length);
    }

    private static PeBody Method(PeImage image, string name) =>
        new PeBodyReader(image).Read(image.MethodDefs.Select((row, index) => (row, index)).Single(method => PeStrings.Text(image, method.row.Name) == name).index, out _)!;

    private static bool HasThis(PeImage image, PeNames names, PeInstruction call) => names.MethodSignature(
        call.Token.Table == PeTable.MethodDef ? image.MethodDefs[call.Token.Index].Signature : image.MethodRefs[call.Token.Index].Signature)!.HasThis;
}
