using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Definitions to bytes, without symbols: the same definitions give the same bytes.</summary>
internal static class Image
{
    public static byte[] Of(AssemblyDefinition assembly)
    {
        using var stream = new MemoryStream();
        assembly.Write(stream, new WriterParameters { DeterministicMvid = true, Timestamp = 0, WriteSymbols = false });
        return stream.ToArray();
    }
}
