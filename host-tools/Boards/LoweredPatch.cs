using NanoLive.Lowering;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;
using NanoLive.Signing;
using Severity = NanoLive.Lowering.Severity;

namespace NanoLive.Boards;

/// <summary>From the IL of a patch to the .pe that a board loads, given the prepared release that it extends.</summary>
public static class LoweredPatch
{
    private const int MostProblems = 5;

    /// <returns>The bytes of the .pe; the same for the same input.</returns>
    public static Outcome<byte[]> Create(byte[] assembly, ReleaseImage release, ClassLibraries libraries)
    {
        LoweringResult result = AssemblyLowering.Lower(assembly, libraries.References(release), new LoweringOptions { IsPatch = true });
        return result.Pe is { } pe ? pe : Outcome<byte[]>.Refused([.. Errors(result)]);
    }

    internal static IEnumerable<string> Errors(LoweringResult result) => result.Diagnostics
        .Where(diagnostic => diagnostic.Severity == Severity.Error)
        .Take(MostProblems)
        .Select(diagnostic => $"{diagnostic.Place}: {diagnostic.Message}");
}
