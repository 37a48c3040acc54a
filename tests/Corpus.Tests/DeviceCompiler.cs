using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>Compiles device sources as a device project does: C# 9 against the board's class libraries and the runtime.</summary>
internal static class DeviceCompiler
{
    private static readonly string s_folder = AppContext.BaseDirectory;

    private static readonly BuildFile s_runtime = new("NanoLive.Runtime.dll", File.ReadAllBytes(Path.Combine(s_folder, "NanoLive.Runtime.dll")));

    private static readonly MetadataReference[] s_references =
    [
        MetadataReference.CreateFromFile(Path.Combine(s_folder, "skeleton", "mscorlib.dll")),
        MetadataReference.CreateFromFile(Path.Combine(s_folder, "board-libraries", "System.Device.Gpio.dll")),
        MetadataReference.CreateFromFile(Path.Combine(s_folder, "board-libraries", "System.Device.I2c.dll")),
        MetadataReference.CreateFromFile(Path.Combine(s_folder, "board-libraries", "nanoFramework.Runtime.Events.dll")),
        MetadataReference.CreateFromImage(s_runtime.Image),
    ];

    /// <summary>An assembly with its symbols; a compiler error fails the test.</summary>
    public static BuildFile Compile(string name, IEnumerable<(string Path, string Text)> sources, params BuildFile[] references)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp9).WithFeatures([new("noRefSafetyRulesAttribute", "true")]);
        var compilation = CSharpCompilation.Create(
            name,
            sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Text, Encoding.UTF8), options, source.Path)),
            [.. s_references, .. references.Select(reference => MetadataReference.CreateFromImage(reference.Image))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true, optimizationLevel: OptimizationLevel.Release));
        var image = new MemoryStream();
        var symbols = new MemoryStream();
        var emitOptions = new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, runtimeMetadataVersion: "v4.0.30319");
        var result = compilation.Emit(image, symbols, options: emitOptions);
        Assert.True(result.Success, name + ": " + string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return new BuildFile(name + ".dll", image.ToArray(), symbols.ToArray());
    }

    /// <summary>Files beside the runtime, as a build folder has them.</summary>
    public static Build Build(params BuildFile[] files)
    {
        var result = Patching.Build.Read([.. files, s_runtime]);
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        var build = result.Value;
        return build;
    }
}
