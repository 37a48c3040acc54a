namespace NanoLive.Lowering.Pe;

/// <summary>
/// A custom attribute of a type, field or method. Owner table: 4, 5 or 6. Constructor: a MethodDef, or with bit 15 a MethodRef.
/// Values: an offset in Signatures.
/// </summary>
public readonly record struct PeAttribute(ushort OwnerTable, ushort Owner, ushort Constructor, ushort Values)
{
    public const int SizeBytes = 8;

    internal static PeAttribute Read(ref LittleEndianReader reader) => new(reader.U16(), reader.U16(), reader.U16(), reader.U16());

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(OwnerTable);
        writer.U16(Owner);
        writer.U16(Constructor);
        writer.U16(Values);
    }
}
