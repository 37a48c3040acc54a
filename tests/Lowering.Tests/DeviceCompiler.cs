using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace NanoLive.Lowering.Tests;

/// <summary>C# to IL as a device project does it: against the board's class library only.</summary>
internal static class DeviceCompiler
{
    public static string LibraryFolder { get; } = Path.Combine(AppContext.BaseDirectory, "device");

    private static readonly MetadataReference Core = MetadataReference.CreateFromFile(Path.Combine(LibraryFolder, "mscorlib.dll"));

    public static byte[] Library(string source, string name = "Sample", params byte[][] references) =>
        Compile(source, name, OutputKind.DynamicallyLinkedLibrary, references);

    public static byte[] Program(string source, string name = "Program", params byte[][] references) =>
        Compile(source, name, OutputKind.ConsoleApplication, references);

    private static byte[] Compile(string source, string name, OutputKind kind, byte[][] references)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp10).WithFeatures([KeyValuePair.Create("noRefSafetyRulesAttribute", "true")]);
        var options = new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true);
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(source, parsing)], [Core, .. references.Select(bytes => MetadataReference.CreateFromImage(bytes))], options);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, options: new EmitOptions(runtimeMetadataVersion: "v4.0.30319"));
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return stream.ToArray();
    }
}
