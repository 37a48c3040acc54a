using NanoLive.Lowering.Writing;

namespace NanoLive.RealClr;

/// <summary>Lowers what must be possible to lower.</summary>
public static class DevicePe
{
    /// <param name="assembly">IL.</param>
    /// <param name="references">What it refers to beyond the assemblies in <c>device/</c>.</param>
    /// <param name="isPatch">Whether a patch's rules hold for it.</param>
    public static byte[] Of(byte[] assembly, IEnumerable<(string Name, byte[] Assembly)>? references = null, bool isPatch = false)
    {
        var known = new AssemblyReferences();
        foreach (var (name, image) in references ?? [])
        {
            known.Add(name, image);
        }

        var lowered = AssemblyLowering.Lower(assembly, known.AddFolder(DeviceCompiler.LibraryFolder), new LoweringOptions { IsPatch = isPatch });
        Assert.True(lowered.Succeeded, string.Join(Environment.NewLine, lowered.Diagnostics));
        return lowered.Value.Bytes;
    }
}
