namespace NanoLive.Lowering.Pe;

/// <summary>
/// An entry of a resource file; sorted by id within it, and one sentinel (id 0x7FFF) ends the table. Kind: 1 bitmap, 2 font, 3 string, 4 bytes.
/// Its data end where the next entry's begin, less that entry's padding (the two low bits of its flags).
/// </summary>
public readonly record struct PeResource(short Id, byte Kind, byte Flags, uint Offset)
{
    public const int SizeBytes = 8;

    public const short SentinelId = 0x7FFF;

    internal static PeResource Read(ref LittleEndianReader reader) => new((short)reader.U16(), reader.U8(), reader.U8(), reader.U32());

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16((ushort)Id);
        writer.U8(Kind);
        writer.U8(Flags);
        writer.U32(Offset);
    }
}
