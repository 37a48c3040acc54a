namespace NanoLive.Lowering.Pe;

/// <summary>A field that exists at run time. <see cref="DefaultValue"/>: 0xFFFF, or static data in Signatures (length of 16 bits, then the bytes).</summary>
public readonly record struct PeFieldDef(ushort Name, ushort Signature, ushort DefaultValue, PeFieldFlags Flags)
{
    public const int SizeBytes = 8;

    public bool IsStatic => (Flags & PeFieldFlags.Static) != 0;

    internal static PeFieldDef Read(ref LittleEndianReader reader) =>
        new(reader.U16(), reader.U16(), reader.U16(), (PeFieldFlags)reader.U16());

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(Name);
        writer.U16(Signature);
        writer.U16(DefaultValue);
        writer.U16((ushort)Flags);
    }
}
