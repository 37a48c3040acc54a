using NanoLive.Lowering.Writing;

namespace NanoLive.RealClr;

/// <summary>Lowers what must be possible to lower.</summary>
public static class DevicePe
{
    /// <param name="assembly">IL.</param>
    /// <param name="references">What it refers to beyond the assemblies in <c>device/</c>.</param>
    /// <param name="isPatch">Whether a patch's rules hold for it.</param>
    /// <param name="replaceable">Assemblies whose objects patches take over.</param>
    public static byte[] Of(byte[] assembly, IEnumerable<(string Name, byte[] Assembly)>? references = null, bool isPatch = false, IReadOnlyCollection<string>? replaceable = null) =>
        Lower(assembly, references, new LoweringOptions { IsPatch = isPatch, ReplaceableAssemblies = replaceable ?? [] });

    /// <summary>The runtime as boards have it: closed, with what <paramref name="users"/> refer to.</summary>
    public static byte[] Closed(byte[] assembly, IReadOnlyCollection<byte[]> users) =>
        Lower(assembly, null, new LoweringOptions { IsClosed = true, ToolsOnBoard = users });

    private static byte[] Lower(byte[] assembly, IEnumerable<(string Name, byte[] Assembly)>? references, LoweringOptions options)
    {
        var known = new AssemblyReferences();
        foreach (var (name, image) in references ?? [])
        {
            known.Add(name, image);
        }

        var lowered = AssemblyLowering.Lower(assembly, known.AddFolder(DeviceCompiler.LibraryFolder), options);
        Assert.True(lowered.Succeeded, string.Join(Environment.NewLine, lowered.Diagnostics));
        return lowered.Value.Bytes;
    }
}
