using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace NanoLive.Metadata;

/// <summary>
/// Numbers of things to come (parameters, locals, cases of a switch, elements of an attribute's array, bytes of static data or of symbols) that the rest of
/// their place cannot hold: a reader that believes them takes memory for all of it first.
/// </summary>
internal static class CountCheck
{
    private const int SwitchOpCode = 0x45;
    private const int AttributeProlog = 1;

    /// <summary>Null when there is none.</summary>
    public static string? Problem(PEReader file, MetadataReader reader) => Parts(file) ?? Signatures(reader) ?? Data(reader) ?? Attributes(reader) ?? Bodies(file, reader);

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

    private static string? Signatures(MetadataReader reader)
    {
        var blobs = reader.MethodDefinitions.Select(handle => reader.GetMethodDefinition(handle).Signature)
            .Concat(reader.MemberReferences.Select(handle => reader.GetMemberReference(handle).Signature))
            .Concat(Enumerable.Range(1, reader.GetTableRowCount(TableIndex.StandAloneSig))
                .Select(row => reader.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).Signature));
        return blobs.Any(blob => !HoldsItsCount(reader.GetBlobReader(blob))) ? "a signature counts more than it holds" : null;
    }

    // Each parameter and each local takes a byte at least.
    private static bool HoldsItsCount(BlobReader blob)
    {
        if (blob.RemainingBytes == 0)
        {
            return true;
        }

        var header = blob.ReadSignatureHeader();
        if (header.Kind is not (SignatureKind.Method or SignatureKind.LocalVariables or SignatureKind.Property))
        {
            return true;
        }

        if (header.IsGeneric)
        {
            blob.ReadCompressedInteger();
        }

        return blob.ReadCompressedInteger() <= blob.RemainingBytes;
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
        foreach (var handle in reader.MethodDefinitions)
        {
            var address = reader.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address != 0 && !IsSound(file.GetMethodBody(address).GetILReader()))
            {
                return "the code of a method is damaged";
            }
        }

        return null;
    }

    private static bool IsSound(BlobReader code)
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

            if (operand > code.RemainingBytes)
            {
                return false;
            }

            code.Offset += operand;
        }

        return true;
    }
}
