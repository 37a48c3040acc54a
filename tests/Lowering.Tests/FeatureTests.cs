using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>What generation v1 cannot run is refused by name and place, before a board sees it.</summary>
public class FeatureTests
{
    [Theory]
    [InlineData("generic", "Box`1", "public class Box<T> { public int Value; }")]
    [InlineData("generic", "Sample::Make", "public class Sample { public static int Make<T>(T value) => 1; }")]
    [InlineData("generic", "Use", "public class Sample { public static T Make<T>(T value) => value; public int Use() => Make(5); }")]
    [InlineData("multi-dimensional-array", "Sample::Sum", "public class Sample { public int Sum(int[,] values) => 1; }")]
    [InlineData("multi-dimensional-array", "Sample::Make", "public class Sample { public object Make() => new int[2, 3]; }")]
    [InlineData("type-kind", "Sample::Use", "public unsafe class Sample { public int Use(int* at) => *at; }")]
    [InlineData("instruction", "Sample::Use", "public unsafe class Sample { public int Use() { int* at = stackalloc int[4]; return at[1]; } }")]
    [InlineData("string-text", "Sample::Text", "public class Sample { public string Text() => \"a\\0b\"; }")]
    [InlineData("string-text", "Sample::Text", "public class Sample { public string Text() => \"a\\ud800b\"; }")]
    public void Is_refused(string id, string place, string source)
    {
        var result = Lowered.Try(DeviceCompiler.Library(source));
        Assert.Null(result.Value);
        Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Error && d.Id == id && d.Place.Contains(place, StringComparison.Ordinal));
    }

    /// <summary>As class libraries turn the bits of one number into another.</summary>
    [Theory]
    [InlineData("public static unsafe class Sample { public static float Read(uint bits) { float value; *(System.IntPtr*)&value = *(System.IntPtr*)&bits; return value; } }")]
    [InlineData("public static unsafe class Sample { public static uint Bits(float value) => *(uint*)&value; }")]
    public void Bits_taken_by_address_are_accepted(string source) => Assert.NotNull(Lowered.Bytes(DeviceCompiler.Library(source)));

    [Theory]
    [InlineData("static-constructor-in-patch", "public class Sample { static Sample() { } }")]
    [InlineData("static-constructor-in-patch", "public class Sample { public static int Number = 5; }")]
    [InlineData("static-constructor-in-patch", "public class Sample { public static readonly byte[] Data = { 1, 2, 3 }; }")]
    [InlineData("extern-in-patch", "public class Sample { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] public static extern int Native(); }")]
    public void Is_refused_in_a_patch_only(string id, string source)
    {
        var assembly = DeviceCompiler.Library(source);
        Assert.NotNull(Lowered.Try(assembly).Value!.Bytes);
        var result = Lowered.Try(assembly, new LoweringOptions { IsPatch = true });
        Assert.Null(result.Value);
        Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Error && d.Id == id);
    }

    [Fact]
    public void Finalizer_of_object_is_not_called_as_boards_have_none()
    {
        var image = Lowered.Image("public class Sample { ~Sample() { System.Console.WriteLine(\"gone\"); } }");
        Assert.DoesNotContain(image.MethodRefs, row => Pe.PeStrings.Text(image, row.Name) == "Finalize");
        Assert.Contains(image.MethodDefs, row => (row.Flags & Pe.PeMethodFlags.Finalizer) != 0);
    }

    [Fact]
    public void Entry_point_is_refused_in_a_patch()
    {
        var result = Lowered.Try(DeviceCompiler.Program("public class Program { public static void Main() { } }"), new LoweringOptions { IsPatch = true });
        Assert.Contains(result.Diagnostics, d => d.Id == "entry-point-in-patch");
    }

    [Theory]
    [InlineData("checked-arithmetic", "public class Sample { public int Add(int a, int b) => checked(a + b); }")]
    [InlineData("checked-arithmetic", "public class Sample { public byte Narrow(int a) => checked((byte)a); }")]
    [InlineData("filter-may-throw", "public class Sample { public int F(string s) { try { return 1; } catch (System.Exception) when (s.Length == 3) { return 2; } } }")]
    [InlineData("filter-may-throw", "public class Sample { static bool Is() => true; public int F() { try { return 1; } catch (System.Exception) when (Is()) { return 2; } } }")]
    [InlineData("filter-may-throw", "public class Part { public int N; } public class Sample { Part _p; public int F() { try { return 1; } catch (System.Exception) when (_p.N == 3) { return 2; } } }")]
    [InlineData("filter-may-throw", "public class Sample { public int F(int[] a, int d) { try { return 1; } catch (System.Exception) when (8 / d == 2) { return 2; } } }")]
    [InlineData("filter-may-throw", "public class Sample { public int F(int[] a) { try { return 1; } catch (System.Exception) when (a[0] == 2) { return 2; } } }")]
    [InlineData("filter-may-throw", "public class Sample { public int F(int a) { try { return 1; } catch (System.Exception e) when (checked(a + 1) == 2 && e != null) { return 2; } } }")]
    [InlineData("filter-may-throw", "public class Own : System.Exception { public override string Message { get { throw new System.Exception(); } } } public class Sample { public int F() { try { return 1; } catch (System.Exception e) when (e.Message == \"a\") { return 2; } } }")]
    [InlineData("hides-virtual", "public class A { public virtual int F() => 1; } public class B : A { public new int F() => 2; }")]
    public void Is_warned_of(string id, string source)
    {
        var result = Lowered.Try(DeviceCompiler.Library(source));
        Assert.NotNull(result.Value);
        Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Warning && d.Id == id);
    }

    /// <summary>What only compares cannot throw.</summary>
    [Theory]
    [InlineData("(System.Exception e) when (e.Message == word && kind < 5)")]
    [InlineData("(Own e) when (e.Code == 5 || e.Plain != kind)")]
    [InlineData("(Own) when (kind == 5 && word != null && s_n != kind + _m)")]
    [InlineData("(System.Exception e) when (e is Own)")]
    [InlineData("(Own e) when (e.At.X == kind && object.ReferenceEquals(word, null))")]
    public void Filter_that_compares_gives_no_warning(string filter)
    {
        var source = "public struct P { public int X; } public class Own : System.Exception { public int Code; public P At; public int Plain { get; set; } } "
            + "public class Sample { static int s_n; int _m; public int F(int kind, string word) { try { return 1; } catch " + filter + " { return 2; } } }";
        var result = Lowered.Try(DeviceCompiler.Library(source));
        Assert.NotNull(result.Value);
        Assert.DoesNotContain(result.Diagnostics, d => d.Id == LoweringCode.FilterMayThrow);
    }

    [Fact]
    public void More_than_255_static_methods_are_refused()
    {
        Assert.NotNull(Lowered.Try(Methods(255)).Value!.Bytes);
        Assert.Contains(Lowered.Try(Methods(256)).Diagnostics, d => d.Id == "too-many" && d.Message.Contains("256 static methods", StringComparison.Ordinal));

        static byte[] Methods(int count) =>
            DeviceCompiler.Library($"public static class Sample {{ {string.Concat(Enumerable.Range(0, count).Select(i => $"public static int F{i}() => {i};"))} }}");
    }

    [Fact]
    public void Switch_with_more_than_255_cases_is_refused()
    {
        var cases = string.Concat(Enumerable.Range(0, 300).Select(i => $"case {i}: return {i * 7 % 13};"));
        var result = Lowered.Try(DeviceCompiler.Library($"public class Sample {{ public int F(int x) {{ switch (x) {{ {cases} }} return -1; }} }}"));
        Assert.Contains(result.Diagnostics, d => d.Id == "switch-too-large");
    }

    [Fact]
    public void Array_initialiser_longer_than_its_length_field_is_refused()
    {
        var result = Lowered.Try(DeviceCompiler.Library(Arrays(70000)));
        Assert.Null(result.Value);
        Assert.Contains(result.Diagnostics, d => d.Id == "static-data-too-large" && d.Message.Contains("70000", StringComparison.Ordinal));
    }

    [Fact]
    public void Array_initialisers_that_begin_beyond_16_bits_are_refused()
    {
        Assert.NotNull(Lowered.Try(DeviceCompiler.Library(Arrays(40000, 60000))).Value!.Bytes);
        var result = Lowered.Try(DeviceCompiler.Library(Arrays(30000, 40000, 60000)));
        Assert.Null(result.Value);
        Assert.Contains(result.Diagnostics, d => d.Id == "assembly-too-large");
    }

    [Fact]
    public void Member_that_the_referenced_release_lacks_is_named()
    {
        const string Old = "namespace Lib { public class Thing { public int Old() => 1; } }";
        var library = DeviceCompiler.Library("namespace Lib { public class Thing { public int Old() => 1; public int New(int x) => x; } }", "Lib");
        var user = DeviceCompiler.Library("public class User { public int F(Lib.Thing thing) => thing.New(3); }", "User", library);
        Assert.NotNull(Lowered.Try(user, null, ("Lib", library)).Value!.Bytes);
        var result = Lowered.Try(user, null, ("Lib", DeviceCompiler.Library(Old, "Lib")));
        Assert.Contains(result.Diagnostics, d => d.Id == "unresolved" && d.Message.Contains("Thing::New", StringComparison.Ordinal));
        Assert.Contains(Lowered.Try(user).Diagnostics, d => d.Id == "unresolved" && d.Message.Contains("Lib is not among the references", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ")]
    [InlineData("this is text, not an assembly")]
    public void File_that_is_no_assembly_is_an_error_not_an_exception(string text)
    {
        var result = Lowered.Try(Encoding.ASCII.GetBytes(text));
        Assert.Null(result.Value);
        Assert.Contains(result.Diagnostics, d => d.Id == "not-an-assembly");
    }

    [Fact]
    public void Interface_method_with_a_body_is_refused()
    {
        var result = Lowered.Try(Edited("public interface ISample { int Once(); } public class Sample { public int Once() => 1; }", module =>
        {
            var once = module.GetType("ISample").Methods[0];
            once.IsAbstract = false;
            once.Body = new MethodBody(once);
            once.Body.GetILProcessor().Emit(OpCodes.Ldc_I4_1);
            once.Body.GetILProcessor().Emit(OpCodes.Ret);
        }));
        Assert.Contains(result.Diagnostics, d => d.Id == "default-interface-method" && d.Place.Contains("ISample::Once", StringComparison.Ordinal));
    }

    [Fact]
    public void Implementation_under_another_name_is_refused()
    {
        var result = Lowered.Try(Edited("public interface ISample { int Once(); } public class Sample : ISample { int ISample.Once() => 1; }", module =>
            module.GetType("Sample").Methods.Single(method => method.Name == "ISample.Once").Name = "Another"));
        Assert.Contains(result.Diagnostics, d => d.Id == "override-by-name");
    }

    [Fact]
    public void Fault_block_is_refused()
    {
        const string Source = "public class Sample { public int X; public void F() { try { X++; } finally { X--; } } }";
        var result = Lowered.Try(Edited(Source, module =>
            module.GetType("Sample").Methods.Single(method => method.Name == "F").Body.ExceptionHandlers[0].HandlerType = ExceptionHandlerType.Fault));
        Assert.Contains(result.Diagnostics, d => d.Id == "handler");
    }

    [Fact]
    public void Code_whose_stack_does_not_add_up_is_refused()
    {
        var result = Lowered.Try(Edited("public class Sample { public int F(int x) => x + 1; }", module =>
        {
            var body = module.GetType("Sample").Methods.Single(method => method.Name == "F").Body;
            body.Instructions.RemoveAt(0);
        }));
        Assert.Contains(result.Diagnostics, d => d.Id == "il-stack" && d.Place.Contains("Sample::F", StringComparison.Ordinal));
    }

    internal static byte[] Edited(string source, Action<ModuleDefinition> edit)
    {
        using var module = ModuleDefinition.ReadModule(new MemoryStream(DeviceCompiler.Library(source)));
        edit(module);
        using var stream = new MemoryStream();
        module.Write(stream);
        return stream.ToArray();
    }

    private static string Arrays(params int[] sizes)
    {
        // Numbers so far apart that no array occurs inside another.
        var fields = sizes.Select((size, index) =>
            $"public static readonly byte[] Data{index} = {{ {string.Join(",", Enumerable.Range(0, size).Select(i => (i * (2 * index + 3) + (i >> 8) * 17 + index) & 0xFF))} }};");
        return $"public static class Sample {{ {string.Concat(fields)} }}";
    }
}
