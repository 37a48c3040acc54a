using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace NanoLive.Metadata;

/// <summary>
/// Numbers of things to come (cases of a switch, characters of a string, elements of an attribute's array, bytes of a stream, of static data or of symbols)
/// that the rest of their place cannot hold: a reader that believes them takes memory for all of it first.
/// </summary>
internal static class CountCheck
{
    private const int SwitchOpCode = 0x45;
    private const int LoadStringOpCode = 0x72;
    private const int MostOffset = 0xFFFFFF;
    private const int AttributeProlog = 1;
    private const int LengthOfVersion = 12;
    private const int StreamAlignment = 4;

    /// <summary>Null when there is none.</summary>
    public static string? Problem(PEReader file, MetadataReader reader) =>
        Parts(file) ?? Streams(file) ?? Data(reader) ?? Attributes(reader) ?? Bodies(file, reader);

    // Sections one after the other: where they overlap, two readers find two things at one address.
    private static string? Parts(PEReader file)
    {
        var length = file.GetEntireImage().Length;
        long end = 0;
        foreach (var section in file.PEHeaders.SectionHeaders)
        {
            if (section.SizeOfRawData > length || section.SizeOfRawData < 0 || section.VirtualSize < 0 || section.VirtualAddress < end)
            {
                return "its sections overlap or are longer than the whole";
            }

            end = section.VirtualAddress + (long)Math.Max(section.VirtualSize, section.SizeOfRawData);
        }

        return file.ReadDebugDirectory().Any(entry => entry.DataSize > length) ? "its symbols are longer than the whole" : null;
    }

    // The heads of the streams (ECMA-335, II.24.2): also of those that nobody knows.
    private static string? Streams(PEReader file)
    {
        var root = file.GetMetadata().GetReader();
        var length = root.Length;
        root.Offset = LengthOfVersion;
        var version = root.ReadInt32();
        root.Offset += version + sizeof(ushort);
        for (var left = root.ReadUInt16(); left > 0; left--)
        {
            if (root.ReadUInt32() + (long)root.ReadUInt32() > length)
            {
                return "a stream is longer than its metadata";
            }

            var name = root.IndexOf(0);
            if (name < 0)
            {
                return "its headers or tables are damaged";
            }

            root.Offset += (name + StreamAlignment) & -StreamAlignment;
        }

        return null;
    }

    private static string? Data(MetadataReader reader)
    {
        var types = reader.TypeDefinitions.Select(handle => reader.GetTypeDefinition(handle).GetLayout());
        return types.Any(layout => layout.Size < 0 || layout.Size > reader.MetadataLength + MostDataBytes) ? "a class is larger than any file" : null;
    }

    // Beyond what one assembly of a board can have as static data.
    private const int MostDataBytes = 1 << 20;

    // The length of an array is four bytes, and nothing before it says where it lies: any four that could be one are taken for one.
    private static string? Attributes(MetadataReader reader)
    {
        foreach (var handle in reader.CustomAttributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            var blob = reader.GetBlobReader(attribute.Value);
            if (blob.RemainingBytes < 2 || blob.ReadUInt16() != AttributeProlog || !TakesArray(reader, attribute.Constructor))
            {
                continue;
            }

            if (blob.RemainingBytes >= 4 && blob.ReadUInt32() is var count && count != uint.MaxValue && count > blob.RemainingBytes)
            {
                return "an attribute's array counts more than it holds";
            }
        }

        return null;
    }

    private static bool TakesArray(MetadataReader reader, EntityHandle constructor)
    {
        var signature = constructor.Kind == HandleKind.MethodDefinition
            ? reader.GetMethodDefinition((MethodDefinitionHandle)constructor).Signature
            : reader.GetMemberReference((MemberReferenceHandle)constructor).Signature;
        return reader.GetBlobBytes(signature) is [_, 1, _, (byte)SignatureTypeCode.SZArray, ..];
    }

    private static string? Bodies(PEReader file, MetadataReader reader)
    {
        var size = reader.GetHeapSize(HeapIndex.UserString);
        var strings = size == 0 ? default : file.GetMetadata().GetReader(reader.GetHeapMetadataOffset(HeapIndex.UserString), size);
        foreach (var handle in reader.MethodDefinitions)
        {
            var address = reader.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address != 0 && !IsSound(file.GetMethodBody(address).GetILReader(), strings))
            {
                return "the code of a method is damaged";
            }
        }

        return null;
    }

    private static bool IsSound(BlobReader code, BlobReader strings)
    {
        while (code.RemainingBytes > 0)
        {
            int opCode = code.ReadByte();
            var operand = opCode == IlOperands.Prefix ? IlOperands.LengthOfPrefixed(code.ReadByte()) : IlOperands.Length(opCode);
            if (opCode == SwitchOpCode)
            {
                var cases = code.ReadUInt32();
                operand = cases > code.RemainingBytes / 4 ? code.RemainingBytes + 1 : (int)cases * 4;
            }

            if (operand > code.RemainingBytes || (opCode == LoadStringOpCode && !HoldsString(strings, code)))
            {
                return false;
            }

            code.Offset += operand;
        }

        return true;
    }

    // A string (ECMA-335, II.24.2.4) begins with its length in bytes.
    private static bool HoldsString(BlobReader strings, BlobReader operand)
    {
        strings.Offset = operand.ReadInt32() & MostOffset;
        return strings.ReadCompressedInteger() <= strings.RemainingBytes;
    }
}
