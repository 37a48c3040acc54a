using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>Shortcuts from source to .pe.</summary>
internal static class Lowered
{
    public static AssemblyReferences References(params (string Name, byte[] Assembly)[] more)
    {
        var references = new AssemblyReferences();
        foreach (var (name, assembly) in more)
        {
            references.Add(name, assembly);
        }

        return references.AddFolder(DeviceCompiler.LibraryFolder);
    }

    public static Result<LoweredPe> Try(byte[] assembly, LoweringOptions? options = null, params (string, byte[])[] references) =>
        AssemblyLowering.Lower(assembly, References(references), options);

    public static byte[] Bytes(byte[] assembly, LoweringOptions? options = null, params (string, byte[])[] references)
    {
        var result = Try(assembly, options, references);
        Assert.True(result.Succeeded, string.Join(Environment.NewLine, result.Diagnostics));
        return result.Value!.Bytes;
    }

    public static PeImage Image(string source, LoweringOptions? options = null)
    {
        var result = Try(DeviceCompiler.Library(source), options);
        Assert.True(result.Succeeded, string.Join(Environment.NewLine, result.Diagnostics));
        return result.Value.Image;
    }

    /// <summary>The test programs by name, without .cs.</summary>
    public static IEnumerable<string> ProgramNames() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Programs"), "*.cs").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);

    public static string ProgramSource(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", name + ".cs"));
}
