namespace NanoLive.Lowering.Pe;

/// <summary>A constructed type, in v1 always an array: an offset in Signatures.</summary>
public readonly record struct PeTypeSpec(ushort Signature)
{
    public const int SizeBytes = 4;

    internal static PeTypeSpec Read(ref LittleEndianReader reader)
    {
        var row = new PeTypeSpec(reader.U16());
        reader.U16();
        return row;
    }

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(Signature);
        writer.U16(0);
    }
}
