using System.Text.RegularExpressions;
using Mono.Cecil;
using NanoLive.Lowering.Tests.RealClr;
using NanoLive.Lowering.Trimming;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.Closed;

/// <summary>Programs whose classes nobody else can name: what is left of them when they are closed prints what they printed before.</summary>
public class ClosedProgramTests
{
    private static readonly LoweringOptions AsClosed = new() { IsClosed = true };

    /// <summary>All but the one that looks its own members up by name: such an assembly is not closed.</summary>
    public static TheoryData<string> Programs() => [.. Lowered.ProgramNames().Where(name => name != "Reflected")];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Prints_on_dotnet_what_it_printed_before(string program)
    {
        var assembly = Compile(program);
        var (trimmed, methods) = Trim(assembly);
        Assert.Equal(DotNet.Run(assembly), DotNet.Run(trimmed));
        Assert.True(methods <= MethodsOf(assembly));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Prints_on_the_real_clr_what_it_printed_before(string program)
    {
        NanoClr.SkipWithout();
        var assembly = Compile(program);
        var closed = Lowered.Bytes(assembly, AsClosed);
        Assert.True(closed.Length < Lowered.Bytes(assembly).Length, $"{closed.Length} bytes");
        foreach (var runner in NanoClr.Runners)
        {
            Assert.Equal(DotNet.Run(assembly), NanoClr.Run(runner, [File.ReadAllBytes(NanoClr.Library("mscorlib.pe")), closed]));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Is_always_lowered_to_the_same_bytes(string program)
    {
        var assembly = Compile(program);
        Assert.Equal(Lowered.Bytes(assembly, AsClosed), Lowered.Bytes(assembly, AsClosed));
    }

    [Fact]
    public void Classes_with_fields_alike_become_one_unless_code_tells_them_apart()
    {
        var (trimmed, _) = Trim(Compile("Records"));
        var classes = ModuleDefinition.ReadModule(new MemoryStream(trimmed)).Types.Where(type => type.HasFields).ToList();
        Assert.Equal(3, classes.Count);
        Assert.Contains(classes, type => type.Name == "Marked");
        Assert.Contains(classes, type => type.Name == "Counter");

        // The same constructor, once; at most two fields more than the one with the fewest.
        var shared = classes.Single(type => type.Name is not ("Marked" or "Counter"));
        Assert.Single(shared.Methods, method => method.IsConstructor && method.Parameters.Count == 2);
        Assert.InRange(shared.Fields.Count, 4, 5);
    }

    private static byte[] Compile(string program)
    {
        var source = Regex.Replace(Lowered.ProgramSource(program), @"\bpublic (?=((static|sealed|abstract|readonly|unsafe) )*(class|struct|interface|enum|delegate)\b)", "internal ");
        return DeviceCompiler.Program(source, program);
    }

    private static (byte[] Assembly, int Methods) Trim(byte[] assembly)
    {
        var module = ModuleFile.Read(assembly, Lowered.References(), out var problem)!;
        Assert.Null(problem);
        Trimmed.Make(module, AsClosed);

        // .NET looks at visibility, and what was inlined into another class asks for what was private.
        foreach (var type in module.GetTypes().Where(type => type.Name != "<Module>"))
        {
            type.IsPublic = !type.IsNested;
            type.IsNestedPublic = type.IsNested;
            type.Fields.ToList().ForEach(field => field.IsPublic = true);
            type.Methods.Where(method => !method.IsVirtual).ToList().ForEach(method => method.IsPublic = true);
        }

        using var stream = new MemoryStream();
        module.Write(stream);
        return (stream.ToArray(), module.GetTypes().Sum(type => type.Methods.Count));
    }

    private static int MethodsOf(byte[] assembly) => ModuleDefinition.ReadModule(new MemoryStream(assembly)).GetTypes().Sum(type => type.Methods.Count);
}
