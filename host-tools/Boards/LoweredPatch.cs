using NanoLive.Lowering;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Boards;

/// <summary>From the IL of a patch to the .pe that a board loads, given the prepared release that it extends.</summary>
public static class LoweredPatch
{
    private const int MostProblems = 5;

    /// <returns>The bytes of the .pe; the same for the same input.</returns>
    public static Result<byte[]> Create(byte[] assembly, ReleaseImage release, ClassLibraries libraries)
    {
        var options = new LoweringOptions { IsPatch = true, ClosedAssemblies = ReleaseImage.NeverReplaced, ReplaceableAssemblies = release.ReplaceableNames };
        Result<LoweredPe> result = AssemblyLowering.Lower(assembly, libraries.References(release), options);
        return result.Succeeded ? result.Value.Bytes : Result<byte[]>.Refused("lowering", [.. result.Problems.Take(MostProblems)]);
    }
}
