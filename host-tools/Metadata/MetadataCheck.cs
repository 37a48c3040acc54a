using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace NanoLive.Metadata;

/// <summary>
/// Finds what would make the reader recurse without end: chains of nesting, scope, base or type specification that come back to themselves, and
/// signatures nested deeper than any compiler nests them; and what would make it take memory for more than the file can hold (see
/// <see cref="CountCheck"/>). After it, reading can fail only with an exception.
/// </summary>
public static class MetadataCheck
{
    private const int MaxDepth = 64;
    private const int MaxRows = 200_000;

    /// <summary>Null when there is none.</summary>
    public static string? Problem(byte[] image)
    {
        try
        {
            using var pe = new PEReader(ImmutableArray.Create(image));
            if (!pe.HasMetadata)
            {
                return "it contains no metadata";
            }

            var reader = pe.GetMetadataReader();
            return !reader.IsAssembly ? "it is a module without an assembly" : Rows(reader) ?? Chains(reader) ?? Blobs(reader) ?? CountCheck.Problem(pe, reader);
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or OverflowException or ArgumentException or IOException
                                  or IndexOutOfRangeException)
        {
            return "its headers or tables are damaged";
        }
    }

    private static string? Rows(MetadataReader reader)
    {
        var rows = Enum.GetValues<TableIndex>().Where(t => (int)t < 0x2D).Sum(t => (long)reader.GetTableRowCount(t));
        return rows > MaxRows ? $"it has {rows} table rows" : null;
    }

    private static string? Chains(MetadataReader reader)
    {
        foreach (var start in reader.TypeReferences)
        {
            EntityHandle at = start;
            for (var depth = 0; at.Kind == HandleKind.TypeReference; depth++)
            {
                if (depth > MaxDepth)
                {
                    return "a type reference lies in itself";
                }

                at = reader.GetTypeReference((TypeReferenceHandle)at).ResolutionScope;
            }
        }

        foreach (var start in reader.TypeDefinitions)
        {
            var at = start;
            for (var depth = 0; !at.IsNil; depth++)
            {
                if (depth > MaxDepth)
                {
                    return "a class is nested in itself";
                }

                at = reader.GetTypeDefinition(at).GetDeclaringType();
            }

            EntityHandle up = start;
            for (var depth = 0; up is { IsNil: false, Kind: HandleKind.TypeDefinition }; depth++)
            {
                if (depth > MaxDepth)
                {
                    return "a class derives from itself";
                }

                up = reader.GetTypeDefinition((TypeDefinitionHandle)up).BaseType;
            }
        }

        return null;
    }

    private static string? Blobs(MetadataReader reader)
    {
        for (var row = 1; row <= reader.GetTableRowCount(TableIndex.TypeSpec); row++)
        {
            var blob = reader.GetBlobReader(reader.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).Signature);
            if (!TypeSignature.IsSound(ref blob, MaxDepth))
            {
                return "a type specification is damaged or too deep";
            }
        }

        foreach (var method in reader.MethodDefinitions)
        {
            if (!TypeSignature.IsShallow(reader.GetBlobReader(reader.GetMethodDefinition(method).Signature), MaxDepth))
            {
                return "a method signature is too deep";
            }
        }

        foreach (var field in reader.FieldDefinitions)
        {
            if (!TypeSignature.IsShallow(reader.GetBlobReader(reader.GetFieldDefinition(field).Signature), MaxDepth))
            {
                return "a field signature is too deep";
            }
        }

        foreach (var member in reader.MemberReferences)
        {
            if (!TypeSignature.IsShallow(reader.GetBlobReader(reader.GetMemberReference(member).Signature), MaxDepth))
            {
                return "a reference's signature is too deep";
            }
        }

        for (var row = 1; row <= reader.GetTableRowCount(TableIndex.StandAloneSig); row++)
        {
            if (!TypeSignature.IsShallow(reader.GetBlobReader(reader.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).Signature), MaxDepth))
            {
                return "the locals of a method are too deep";
            }
        }

        return null;
    }
}
