using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace NanoLive.Tests;

/// <summary>C# to IL as a device project does it; deterministic.</summary>
/// <param name="Name">Of the assembly.</param>
/// <param name="Sources">Path and text of each file.</param>
/// <param name="References">All of them, the class library first: nothing is added.</param>
public sealed record DeviceCompilation(string Name, IEnumerable<(string Path, string Text)> Sources, IEnumerable<MetadataReference> References)
{
    public OutputKind Kind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public bool Optimise { get; init; } = true;

    /// <summary>What device projects are held to; some programs are written for a newer one, whose IL boards still run.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp9;

    public bool AllowsUnsafe { get; init; }

    /// <summary>The assembly and its symbols. Throws with the compiler's errors if there are any: a mistake in a test.</summary>
    public (byte[] Image, byte[] Symbols) Emit()
    {
        var parsing = new CSharpParseOptions(Language).WithFeatures([new("noRefSafetyRulesAttribute", "true")]);
        var trees = Sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Text, Encoding.UTF8), parsing, source.Path));
        var level = Optimise ? OptimizationLevel.Release : OptimizationLevel.Debug;
        var options = new CSharpCompilationOptions(Kind, optimizationLevel: level, allowUnsafe: AllowsUnsafe, deterministic: true);
        var format = new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, runtimeMetadataVersion: "v4.0.30319");
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = CSharpCompilation.Create(Name, trees, References, options).Emit(image, symbols, options: format);
        return result.Success
            ? (image.ToArray(), symbols.ToArray())
            : throw new InvalidOperationException($"{Name}: " + string.Join(Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }
}
