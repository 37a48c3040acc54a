namespace NanoLive.Lowering.Pe;

/// <summary>A row of FieldRef or MethodRef: a member of a TypeRef. Fields are looked up in that type only, methods in its base classes, too.</summary>
public readonly record struct PeMemberRef(ushort Name, ushort Container, ushort Signature)
{
    public const int SizeBytes = 8;

    internal static PeMemberRef Read(ref LittleEndianReader reader)
    {
        var row = new PeMemberRef(reader.U16(), reader.U16(), reader.U16());
        reader.U16();
        return row;
    }

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(Name);
        writer.U16(Container);
        writer.U16(Signature);
        writer.U16(0);
    }
}
