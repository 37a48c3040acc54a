using NanoLive.Lowering.Writing;
using NanoLive.Packing;
using NanoLive.Patching;

namespace NanoLive.Boards;

/// <summary>What patches for a release are packed against on boards that load .pe: the sample and the release's own assemblies, lowered.</summary>
public static class BaseImages
{
    /// <summary>The same for the same release and libraries; none when something cannot be lowered, for which there is a better place to say so.</summary>
    public static PackedBase Of(ReleaseImage release, ClassLibraries libraries)
    {
        AssemblyReferences references = libraries.References(release);
        LoweringOptions options = new ReleaseLowering(release).OfReplaceable;
        List<byte[]> images = [];
        foreach (byte[] assembly in ReleaseImage.Replaceable(release.Prepared).Select(file => file.Image).Prepend(release.Sample))
        {
            Result<LoweredPe> lowered = AssemblyLowering.Lower(assembly, references, options);
            if (!lowered.Succeeded)
            {
                return PackedBase.None;
            }

            images.Add(lowered.Value.Bytes);
        }

        return new PackedBase(release.With(images).Images);
    }
}
