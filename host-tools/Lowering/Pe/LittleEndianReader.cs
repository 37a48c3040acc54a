using System.Buffers.Binary;

namespace NanoLive.Lowering.Pe;

/// <summary>Reads forward in a span whose length the caller has checked for the whole record.</summary>
internal ref struct LittleEndianReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public byte U8() => _bytes[Position++];

    public ushort U16()
    {
        var value = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[Position..]);
        Position += 2;
        return value;
    }

    public uint U32()
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[Position..]);
        Position += 4;
        return value;
    }
}
