namespace NanoLive.Lowering.Pe;

/// <summary>A type of another assembly. Scope: an AssemblyRef, or with bit 15 an earlier TypeRef (the enclosing type).</summary>
public readonly record struct PeTypeRef(ushort Name, ushort Namespace, ushort Scope)
{
    public const int SizeBytes = 8;

    /// <summary>Whether <see cref="Scope"/> is the enclosing TypeRef.</summary>
    public bool IsNested => (Scope & 0x8000) != 0;

    internal static PeTypeRef Read(ref LittleEndianReader reader)
    {
        var row = new PeTypeRef(reader.U16(), reader.U16(), reader.U16());
        reader.U16();
        return row;
    }

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(Name);
        writer.U16(Namespace);
        writer.U16(Scope);
        writer.U16(0);
    }
}
