using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using System.Text;

namespace NanoLive.Patching.Tests;

/// <summary>Compiles device sources as a device project does: C# 9 against the board's class library and the runtime.</summary>
internal static class DeviceCompiler
{
    private static readonly string Folder = AppContext.BaseDirectory;

    public static readonly byte[] Runtime = File.ReadAllBytes(Path.Combine(Folder, "NanoLive.Runtime.dll"));

    private static readonly MetadataReference Core = MetadataReference.CreateFromFile(Path.Combine(Folder, "device", "mscorlib.dll"));

    /// <summary>The assembly with its symbols; a compiler error fails the test.</summary>
    public static BuildFile Compile(string name, string source, string path = "/src/Driver.cs", bool optimise = true, params BuildFile[] references)
    {
        var text = SourceText.From(source, Encoding.UTF8);
        var options = new CSharpParseOptions(LanguageVersion.CSharp9).WithFeatures([new("noRefSafetyRulesAttribute", "true")]);
        var tree = CSharpSyntaxTree.ParseText(text, options, path);
        var compilation = CSharpCompilation.Create(name, [tree],
            [Core, MetadataReference.CreateFromImage(Runtime), .. references.Select(r => MetadataReference.CreateFromImage(r.Image))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true,
                optimizationLevel: optimise ? OptimizationLevel.Release : OptimizationLevel.Debug));
        var image = new MemoryStream();
        var symbols = new MemoryStream();
        var result = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, runtimeMetadataVersion: "v4.0.30319"));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return new BuildFile(name + ".dll", image.ToArray(), symbols.ToArray());
    }

    /// <summary>One assembly, called Drivers, beside the runtime.</summary>
    public static Build Build(string source, string path = "/src/Driver.cs", bool optimise = true) => Build(Compile("Drivers", source, path, optimise));

    public static Build Build(params BuildFile[] files)
    {
        var result = Patching.Build.Read([.. files, new BuildFile("NanoLive.Runtime.dll", Runtime)]);
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        var build = result.Value;
        return build;
    }
}
