using NanoLive.Lowering.Writing;

namespace NanoLive.RealClr;

/// <summary>Lowers what must be possible to lower.</summary>
public static class DevicePe
{
    /// <param name="assembly">IL.</param>
    /// <param name="references">What it refers to beyond the assemblies in <c>device/</c>.</param>
    /// <param name="options">Those of a plain assembly when left out.</param>
    public static byte[] Of(byte[] assembly, IEnumerable<(string Name, byte[] Assembly)>? references = null, LoweringOptions? options = null) =>
        Lower(assembly, references, options ?? new LoweringOptions());

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
