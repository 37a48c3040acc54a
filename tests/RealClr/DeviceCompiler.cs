using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NanoLive.Tests;

namespace NanoLive.RealClr;

/// <summary>Compiles against the board\'s class library, which lies in <c>device/</c> beside the tests.</summary>
public static class DeviceCompiler
{
    public static string LibraryFolder { get; } = Path.Combine(AppContext.BaseDirectory, "device");

    private static readonly MetadataReference Core = MetadataReference.CreateFromFile(Path.Combine(LibraryFolder, "mscorlib.dll"));

    public static byte[] Library(string source, string name = "Sample", params byte[][] references) =>
        Compile(source, name, OutputKind.DynamicallyLinkedLibrary, references).Image;

    /// <param name="source">One file.</param>
    /// <param name="path">What the symbols call it.</param>
    public static (byte[] Image, byte[] Symbols) WithSymbols(string source, string path) => Compile(source, "Sample", OutputKind.DynamicallyLinkedLibrary, [], path);

    public static byte[] Program(string source, string name = "Program", params byte[][] references) =>
        Compile(source, name, OutputKind.ConsoleApplication, references).Image;

    private static (byte[] Image, byte[] Symbols) Compile(string source, string name, OutputKind kind, byte[][] references, string path = "")
    {
        var compilation = new DeviceCompilation(name, [(path, source)], [Core, .. references.Select(bytes => MetadataReference.CreateFromImage(bytes))])
        {
            Kind = kind,
            Language = LanguageVersion.CSharp10,
            AllowsUnsafe = true,
        };
        return compilation.Emit();
    }
}
