using System.Buffers.Binary;

namespace NanoLive.Lowering.Pe;

/// <summary>A growing buffer.</summary>
internal sealed class LittleEndianWriter
{
    private byte[] _buffer = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void U8(byte value) => Take(1)[0] = value;

    public void U16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Overwrites what was written before.</summary>
    public void PatchU16(int position, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(position, 2), value);

    /// <summary>Overwrites what was written before.</summary>
    public void PatchU32(int position, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(position, 4), value);

    public ushort PeekU16(int position) => BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(position, 2));

    public byte[] ToArray() => Written.ToArray();

    private Span<byte> Take(int count)
    {
        if (Length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        }

        var span = _buffer.AsSpan(Length, count);
        span.Clear();
        Length += count;
        return span;
    }
}
