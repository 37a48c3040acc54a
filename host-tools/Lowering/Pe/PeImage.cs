using System.Collections.Immutable;

namespace NanoLive.Lowering.Pe;

/// <summary>
/// A .pe of generation v1 as rows and heaps. Holding one says that header, checksums and table boundaries are right; that indices, signatures
/// and bodies are right is what <see cref="Verifying.PeVerifier"/> says. Immutable.
/// </summary>
public sealed record PeImage
{
    /// <summary>The index, offset or signature that means: there is none.</summary>
    public const ushort None = 0xFFFF;

    /// <summary>A marker in 16-bit indices that says: of another assembly.</summary>
    public const ushort External = 0x8000;

    public required PeHeader Header { get; init; }

    public ImmutableArray<PeAssemblyRef> AssemblyRefs { get; init; } = [];

    public ImmutableArray<PeTypeRef> TypeRefs { get; init; } = [];

    public ImmutableArray<PeMemberRef> FieldRefs { get; init; } = [];

    public ImmutableArray<PeMemberRef> MethodRefs { get; init; } = [];

    public ImmutableArray<PeTypeDef> TypeDefs { get; init; } = [];

    public ImmutableArray<PeFieldDef> FieldDefs { get; init; } = [];

    public ImmutableArray<PeMethodDef> MethodDefs { get; init; } = [];

    public ImmutableArray<PeAttribute> Attributes { get; init; } = [];

    public ImmutableArray<PeTypeSpec> TypeSpecs { get; init; } = [];

    public ImmutableArray<PeResource> Resources { get; init; } = [];

    public ImmutableArray<PeResourceFile> ResourceFiles { get; init; } = [];

    public ReadOnlyMemory<byte> ResourceData { get; init; }

    public ReadOnlyMemory<byte> Strings { get; init; }

    public ReadOnlyMemory<byte> Signatures { get; init; }

    public ReadOnlyMemory<byte> ByteCode { get; init; }

    /// <summary>Rows of a table, or bytes of a heap.</summary>
    public int Count(PeTable table) => table switch
    {
        PeTable.AssemblyRef => AssemblyRefs.Length,
        PeTable.TypeRef => TypeRefs.Length,
        PeTable.FieldRef => FieldRefs.Length,
        PeTable.MethodRef => MethodRefs.Length,
        PeTable.TypeDef => TypeDefs.Length,
        PeTable.FieldDef => FieldDefs.Length,
        PeTable.MethodDef => MethodDefs.Length,
        PeTable.Attributes => Attributes.Length,
        PeTable.TypeSpec => TypeSpecs.Length,
        PeTable.Resources => Resources.Length,
        PeTable.ResourcesData => ResourceData.Length,
        PeTable.Strings => Strings.Length,
        PeTable.Signatures => Signatures.Length,
        PeTable.ByteCode => ByteCode.Length,
        PeTable.ResourcesFiles => ResourceFiles.Length,
        _ => 0,
    };

    /// <summary>Bytes of one row; 1 for heaps.</summary>
    public static int RowSizeBytes(PeTable table) => table switch
    {
        PeTable.AssemblyRef => PeAssemblyRef.SizeBytes,
        PeTable.TypeRef => PeTypeRef.SizeBytes,
        PeTable.FieldRef or PeTable.MethodRef => PeMemberRef.SizeBytes,
        PeTable.TypeDef => PeTypeDef.SizeBytes,
        PeTable.FieldDef => PeFieldDef.SizeBytes,
        PeTable.MethodDef => PeMethodDef.SizeBytes,
        PeTable.Attributes => PeAttribute.SizeBytes,
        PeTable.TypeSpec => PeTypeSpec.SizeBytes,
        PeTable.Resources => PeResource.SizeBytes,
        PeTable.ResourcesFiles => PeResourceFile.SizeBytes,
        _ => 1,
    };
}
