using System.Reflection;
using System.Resources;
using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Writing;
using ManifestResourceAttributes = Mono.Cecil.ManifestResourceAttributes;
using MethodBody = Mono.Cecil.Cil.MethodBody;

namespace NanoLive.Lowering.Tests;

/// <summary>Each name under which lowering refuses something or warns of it, by code that gets it.</summary>
public class LoweringCodeTests
{
    private const string Sample = "public class Sample { public int F(int x) { try { return x + 1; } finally { x--; } } }";

    private static readonly Dictionary<string, Func<Result<LoweredPe>>> s_examples = new()
    {
        [LoweringCode.AssemblyTooLarge] = () => Lower($"public static class Sample {{ {string.Concat(Enumerable.Range(0, 3).Select(n => $"public static readonly byte[] D{n} = {{ {string.Join(',', Enumerable.Range(0, 60000).Select(i => (i * (2 * n + 3) + (i >> 8) * 17 + n) & 255))} }};"))} }}"),
        [LoweringCode.AttributeLeftOut] = () => Lower("public class Mark : System.Attribute { public Mark(object of) { } } public class Sample { [Mark(typeof(int))] public int F() => 1; }"),
        [LoweringCode.BodyTooLarge] = () => Lower($"public class Sample {{ public int F(int x) {{ {string.Concat(Enumerable.Range(0, 4000).Select(n => $"x = x * {n + 100000} + 1;"))} return x; }} }}"),
        [LoweringCode.CheckedArithmetic] = () => Lower("public class Sample { public int F(int a) => checked(a + 1); }"),
        [LoweringCode.DefaultInterfaceMethod] = () => Edited("public interface ISample { int F(); }", module => Answer(module.GetType("ISample").Methods[0])),
        [LoweringCode.DuplicateType] = () => Edited("public class Sample { } public class Other { }", module => module.GetType("Other").Name = "Sample"),
        [LoweringCode.EntryPointInPatch] = () => Lowered.Try(DeviceCompiler.Program("public class Program { public static void Main() { } }"), new LoweringOptions { IsPatch = true }),
        [LoweringCode.ExternInPatch] = () => Patch("public class Sample { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] public static extern int F(); }"),
        [LoweringCode.FilterMayThrow] = () => Lower("public class Sample { public int F(string s) { try { return 1; } catch (System.Exception) when (s.Length == 3) { return 2; } } }"),
        [LoweringCode.Generic] = () => Lower("public class Sample<T> { }"),
        [LoweringCode.Handler] = () => Edited(Sample, module => F(module).Body.ExceptionHandlers[0].HandlerType = ExceptionHandlerType.Fault),
        [LoweringCode.HidesVirtual] = () => Lower("public class A { public virtual int F() => 1; } public class B : A { public new int F() => 2; }"),
        [LoweringCode.InstanceCallUnderFilter] = () => Lower("public class Sample { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] public extern int N(); public int F() { try { return N(); } catch (System.Exception e) when (e.Message == \"x\") { return 1; } } }"),
        [LoweringCode.Instruction] = () => Lower("public unsafe class Sample { public int F() { int* at = stackalloc int[4]; return at[1]; } }"),
        [LoweringCode.MultiDimensionalArray] = () => Lower("public class Sample { public object F() => new int[2, 3]; }"),
        [LoweringCode.NoInstructions] = () => Edited("public class Sample { public void F() { } }", module => F(module).Body.Instructions.Clear()),
        [LoweringCode.NotAnAssembly] = () => Lowered.Try([1, 2, 3]),
        [LoweringCode.OverrideByName] = () => Edited("public interface ISample { int G(); } public class Sample : ISample { int ISample.G() => 1; }", module => module.GetType("Sample").Methods.Single(m => m.Name == "ISample.G").Name = "F"),
        [LoweringCode.ResourceFile] = () => Edited(Sample, module => module.Resources.Add(new EmbeddedResource("a.resources", ManifestResourceAttributes.Public, [1, 2, 3]))),
        [LoweringCode.ResourceId] = () => WithResources(writer => Enumerable.Range(0, 2000).ToList().ForEach(n => writer.AddResource($"Name{n}", "text"))),
        [LoweringCode.ResourceKind] = () => WithResources(writer => writer.AddResource("Number", 5)),
        [LoweringCode.SizeOf] = () => Lower("public struct P { public int X; } public unsafe class Sample { public int F() => sizeof(P); }"),
        [LoweringCode.Stack] = () => Edited("public class Sample { public int F(int x) => x + 1; }", module => F(module).Body.Instructions.RemoveAt(0)),
        [LoweringCode.StaticConstructorInPatch] = () => Patch("public class Sample { static Sample() { } }"),
        [LoweringCode.StaticDataTooLarge] = () => Lower($"public static class Sample {{ public static readonly byte[] D = {{ {string.Join(',', Enumerable.Range(0, 70000).Select(i => i & 127))} }}; }}"),
        [LoweringCode.StaticVirtual] = () => Edited("public class Sample { public virtual int F() => 1; }", module => F(module).IsStatic = true),
        [LoweringCode.StringText] = () => Lower("public class Sample { public string F() => \"a\\0b\"; }"),
        [LoweringCode.SwitchTooLarge] = () => Lower($"public class Sample {{ public int F(int x) {{ switch (x) {{ {string.Concat(Enumerable.Range(0, 300).Select(i => $"case {i}: return {i * 7 % 13};"))} }} return -1; }} }}"),
        [LoweringCode.TooMany] = () => Lower($"public static class Sample {{ {string.Concat(Enumerable.Range(0, 256).Select(i => $"public static int F{i}() => {i};"))} }}"),
        [LoweringCode.TypeKind] = () => Lower("public unsafe class Sample { public int F(int* at) => *at; }"),
        [LoweringCode.Unresolved] = () => Lowered.Try(DeviceCompiler.Library("public class User { public int F(Thing thing) => thing.N; }", "User", DeviceCompiler.Library("public class Thing { public int N; }", "Lib"))),
    };

    public static TheoryData<string> Codes => [.. s_examples.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Is_said_of_its_example_at_a_place(string code)
    {
        var result = s_examples[code]();
        Assert.True(result.Diagnostics.Any(d => d.Id == code && d.Place != "" && d.Message.EndsWith('.')), string.Join('\n', result.Diagnostics));
        Assert.Equal(result.Diagnostics.Any(d => d.Severity == Severity.Error), result.Value == null);
    }

    [Fact]
    public void Every_one_is_shown_by_a_test()
    {
        var codes = typeof(LoweringCode).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        var shown = typeof(LoweringCodeTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetCustomAttributes<ShownAttribute>()).Select(a => a.Code);
        Assert.Equal(codes.Order(StringComparer.Ordinal), s_examples.Keys.Concat(shown).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Place_has_the_line_where_there_are_symbols()
    {
        var (image, symbols) = DeviceCompiler.WithSymbols("public class Sample {\n public int F(string s) {\n try { return 1; }\n catch (System.Exception) when (s.Length == 3) { return 2; }\n }\n}", "/src/Sample.cs");
        var warning = Assert.Single(Lowered.Try(image, new LoweringOptions { Symbols = symbols }).Diagnostics, d => d.Id == LoweringCode.FilterMayThrow);
        Assert.Contains("Sample::F", warning.Place, StringComparison.Ordinal);
        Assert.EndsWith("(/src/Sample.cs:4)", warning.Place, StringComparison.Ordinal);
        Assert.Equal(Lowered.Bytes(image), Lowered.Bytes(image, new LoweringOptions { Symbols = symbols }));
        Assert.Equal(Lowered.Bytes(image), Lowered.Bytes(image, new LoweringOptions { Symbols = [1, 2, 3] }));
    }

    private static Result<LoweredPe> Lower(string source) => Lowered.Try(DeviceCompiler.Library(source));

    private static Result<LoweredPe> Patch(string source) => Lowered.Try(DeviceCompiler.Library(source), new LoweringOptions { IsPatch = true });

    private static MethodDefinition F(ModuleDefinition module) => module.GetType("Sample").Methods.Single(method => method.Name == "F");

    private static void Answer(MethodDefinition method)
    {
        method.IsAbstract = false;
        method.Body = new MethodBody(method);
        method.Body.GetILProcessor().Emit(OpCodes.Ldc_I4_1);
        method.Body.GetILProcessor().Emit(OpCodes.Ret);
    }

    private static Result<LoweredPe> WithResources(Action<ResourceWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new ResourceWriter(stream);
        write(writer);
        writer.Generate();
        return Edited(Sample, module => module.Resources.Add(new EmbeddedResource("a.resources", ManifestResourceAttributes.Public, stream.ToArray())));
    }

    private static Result<LoweredPe> Edited(string source, Action<ModuleDefinition> edit) => Lowered.Try(FeatureTests.Edited(source, edit));
}
