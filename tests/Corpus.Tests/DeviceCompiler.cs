using Microsoft.CodeAnalysis;
using NanoLive.Patching;
using NanoLive.Tests;

namespace NanoLive.Corpus.Tests;

/// <summary>Compiles against the board's class libraries and the runtime.</summary>
internal static class DeviceCompiler
{
    private static readonly string s_folder = AppContext.BaseDirectory;

    private static readonly BuildFile s_runtime = new("NanoLive.Runtime.dll", File.ReadAllBytes(Path.Combine(s_folder, "NanoLive.Runtime.dll")));

    // Its ports, as every board has them: preparation leads the drivers' subscriptions there.
    private static readonly BuildFile s_board = new("NanoLive.Board.dll", File.ReadAllBytes(Path.Combine(s_folder, "board-libraries", "NanoLive.Board.dll")));

    private static readonly MetadataReference[] s_references =
    [
        MetadataReference.CreateFromFile(Path.Combine(s_folder, "device", "mscorlib.dll")),
        MetadataReference.CreateFromFile(Path.Combine(s_folder, "board-libraries", "System.Device.Gpio.dll")),
        MetadataReference.CreateFromFile(Path.Combine(s_folder, "board-libraries", "System.Device.I2c.dll")),
        MetadataReference.CreateFromFile(Path.Combine(s_folder, "board-libraries", "nanoFramework.Runtime.Events.dll")),
        MetadataReference.CreateFromImage(s_runtime.Image),
    ];

    /// <summary>An assembly with its symbols.</summary>
    public static BuildFile Compile(string name, IEnumerable<(string Path, string Text)> sources, params BuildFile[] references)
    {
        MetadataReference[] all = [.. s_references, .. references.Select(reference => MetadataReference.CreateFromImage(reference.Image))];
        var (image, symbols) = new DeviceCompilation(name, sources, all).Emit();
        return new BuildFile(name + ".dll", image, symbols);
    }

    /// <summary>Files beside the runtime and the ports, as a build folder has them.</summary>
    public static Build Build(params BuildFile[] files)
    {
        var result = Patching.Build.Read([.. files, s_runtime, s_board]);
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        return result.Value;
    }
}
