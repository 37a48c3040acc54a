using NanoLive.Format;

namespace NanoLive.Signing;

/// <summary>What speaks against signing: everything that a board would refuse or, worse, would not notice.</summary>
internal static class PatchCheck
{
    public static IEnumerable<string> Problems(PatchContents contents)
    {
        foreach (string problem in AssemblyProblems(contents))
        {
            yield return problem;
        }

        if (contents.Sequence < 0)
        {
            yield return "the sequence number is negative.";
        }

        if (contents.VendorId.Length != 16 || contents.ClassId.Length != 16)
        {
            yield return "vendor and class are ids of 16 bytes.";
        }

        if (contents.ChunkLengthBytes is < FormatLimit.LeastChunkBytes or > FormatLimit.ChunkBytes)
        {
            yield return $"chunks are {FormatLimit.LeastChunkBytes} to {FormatLimit.ChunkBytes} bytes long, not {contents.ChunkLengthBytes}.";
        }

        if (contents.Expiry?.ToUnixTimeSeconds() < 1)
        {
            yield return "the patch would expire before 1970.";
        }

        if (contents.DeviceId is { } device && (device.Length is 0 or > FormatLimit.NameLength || device.Any(c => c is < ' ' or > '~')))
        {
            yield return $"the device is called {device}: boards read names of at most {FormatLimit.NameLength} printable ASCII characters.";
        }

        if (contents.Assembly.Length > FormatLimit.PayloadBytes)
        {
            yield return $"the patch assembly has {contents.Assembly.Length} bytes; no board takes more than {FormatLimit.PayloadBytes}.";
        }
    }

    private static IEnumerable<string> AssemblyProblems(PatchContents contents) => contents.Generation switch
    {
        AssemblyGeneration.Il => IlCheck.Problems(contents.Assembly, contents.Plan),
        AssemblyGeneration.PeV1 => PeCheck.Problems(contents.Assembly),
        _ => [$"{contents.Generation} is no generation of assemblies (0: IL, 1: .pe of nanoFramework 1.x)."],
    };
}
