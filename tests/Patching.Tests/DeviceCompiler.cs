using Microsoft.CodeAnalysis;
using NanoLive.Tests;

namespace NanoLive.Patching.Tests;

/// <summary>Compiles against the board's class library and the runtime.</summary>
internal static class DeviceCompiler
{
    private static readonly string Folder = AppContext.BaseDirectory;

    public static readonly byte[] Runtime = File.ReadAllBytes(Path.Combine(Folder, "NanoLive.Runtime.dll"));

    private static readonly MetadataReference Core = MetadataReference.CreateFromFile(Path.Combine(Folder, "device", "mscorlib.dll"));

    /// <summary>The assembly with its symbols.</summary>
    public static BuildFile Compile(string name, string source, string path = "/src/Driver.cs", bool optimise = true, params BuildFile[] references)
    {
        MetadataReference[] all = [Core, MetadataReference.CreateFromImage(Runtime), .. references.Select(r => MetadataReference.CreateFromImage(r.Image))];
        var (image, symbols) = new DeviceCompilation(name, [(path, source)], all) { Optimise = optimise, AllowsUnsafe = source.Contains("unsafe", StringComparison.Ordinal) }.Emit();
        return new BuildFile(name + ".dll", image, symbols);
    }

    /// <summary>One assembly, called Drivers, beside the runtime.</summary>
    public static Build Build(string source, string path = "/src/Driver.cs", bool optimise = true) => Build(Compile("Drivers", source, path, optimise));

    public static Build Build(params BuildFile[] files)
    {
        var result = Patching.Build.Read([.. files, new BuildFile("NanoLive.Runtime.dll", Runtime)]);
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        return result.Value;
    }
}
