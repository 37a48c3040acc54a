using System.Buffers.Binary;
using NanoLive.Format;

namespace NanoLive.Signing;

/// <summary>
/// What is dangerous in a patch assembly in .pe form, as far as its header shows it: the CLR's loader jumps to the native entry of a file
/// without asking, and never compares the file's length with the one in the header (nf-interpreter, <c>CLR_RECORD_ASSEMBLY</c>).
/// </summary>
internal static class PeCheck
{
    private const int HeaderBytes = 124;
    private const int FlagsOffset = 0x10;
    private const int NativeMethodsChecksumOffset = 0x14;
    private const int PatchEntryOffset = 0x18;
    private const int StringTableVersionOffset = 0x26;
    private const int EndOfAssemblyOffset = 0x28 + (15 * 4);
    private const int PatchedMethodsOffset = 0x68;

    public static IEnumerable<string> Problems(byte[] image)
    {
        if (image.Length < HeaderBytes || !image.AsSpan(0, 8).SequenceEqual("NFMRK1\0\0"u8))
        {
            yield return "the patch assembly is no .pe file of generation 1 (marker NFMRK1).";
            yield break;
        }

        if (Word(image, EndOfAssemblyOffset) != image.Length)
        {
            yield return $"the patch assembly says it has {Word(image, EndOfAssemblyOffset)} bytes and has {image.Length}.";
        }

        if (Word(image, PatchEntryOffset) != 0xFFFFFFFF)
        {
            yield return "the patch assembly has a native entry (patchEntryOffset), which boards would run without asking.";
        }

        if (Word(image, PatchedMethodsOffset) != 0)
        {
            yield return "the patch assembly patches native methods (numOfPatchedMethods).";
        }

        if (Word(image, FlagsOffset) != 0)
        {
            yield return "the patch assembly has flags that no patch needs.";
        }

        if (Word(image, NativeMethodsChecksumOffset) != 0)
        {
            yield return "the patch assembly has native methods (nativeMethodsChecksum).";
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(StringTableVersionOffset)) != 1)
        {
            yield return "the patch assembly uses a string table that boards of generation 1 do not have.";
        }
    }

    private static uint Word(byte[] image, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(offset));
}
