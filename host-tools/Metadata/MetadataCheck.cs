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
            return !reader.IsAssembly ? "it is a module without an assembly" : Rows(reader) ?? Chains(reader) ?? Signatures(reader) ?? CountCheck.Problem(pe, reader);
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

    private static string? Signatures(MetadataReader reader)
    {
        var types = Enumerable.Range(1, reader.GetTableRowCount(TableIndex.TypeSpec))
            .Select(row => reader.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).Signature);
        var others = reader.MethodDefinitions.Select(method => reader.GetMethodDefinition(method).Signature)
            .Concat(reader.FieldDefinitions.Select(field => reader.GetFieldDefinition(field).Signature))
            .Concat(reader.PropertyDefinitions.Select(property => reader.GetPropertyDefinition(property).Signature))
            .Concat(reader.MemberReferences.Select(member => reader.GetMemberReference(member).Signature))
            .Concat(Enumerable.Range(1, reader.GetTableRowCount(TableIndex.StandAloneSig))
                .Select(row => reader.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).Signature));
        return types.All(type => Signature.IsSoundType(reader.GetBlobReader(type), MaxDepth))
            && others.All(signature => Signature.IsSound(reader.GetBlobReader(signature), MaxDepth))
                ? null
                : "a signature is damaged, too deep, or counts more than it holds";
    }
}
