using NanoLive.Lowering;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Boards;

/// <summary>From the IL of a patch to the .pe that a board loads, given the prepared release that it extends.</summary>
public static class LoweredPatch
{
    /// <returns>The same for the same input.</returns>
    public static Result<LoweredPe> Create(byte[] assembly, ReleaseImage release, ClassLibraries libraries) =>
        AssemblyLowering.Lower(assembly, libraries.References(release), new ReleaseLowering(release).OfPatch);
}
