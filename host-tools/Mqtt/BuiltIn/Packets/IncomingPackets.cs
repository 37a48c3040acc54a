namespace NanoLive.Mqtt.Packets;

/// <summary>
/// Cuts a stream into packets. Holds at most one packet and what arrived with it: the buffer grows as bytes arrive, not by what a length
/// field promises, and never beyond the largest packet allowed.
/// </summary>
internal sealed class IncomingPackets(Stream stream, int maxPacketBytes)
{
    private const int UsualBytes = 4096;

    private byte[] _buffer = new byte[UsualBytes];
    private int _start;
    private int _end;

    /// <summary>Waits for one whole packet. Not to be called again after a violation or the end.</summary>
    public async ValueTask<Received> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out Received received))
            {
                return received;
            }

            MakeRoom();
            int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0)
            {
                return new Received(null, _start == _end ? null : "the connection ended inside a packet", 0);
            }

            _end += count;
        }
    }

    private bool TryTake(out Received received)
    {
        received = default;
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, _end - _start);
        if (bytes.IsEmpty)
        {
            return false;
        }

        int fieldBytes = RemainingLength.Read(bytes[1..], out int remaining);
        if (fieldBytes < 0)
        {
            received = new Received(null, "the remaining length has more than four bytes", 0);
            return true;
        }

        int lengthBytes = 1 + fieldBytes + remaining;
        if (fieldBytes > 0 && lengthBytes > maxPacketBytes)
        {
            received = new Received(null, $"a packet of {lengthBytes} bytes; {maxPacketBytes} are allowed", 0);
            return true;
        }

        if (fieldBytes == 0 || bytes.Length < lengthBytes)
        {
            return false;
        }

        Packet? packet = PacketDecoder.Decode(bytes[0], bytes[(1 + fieldBytes)..lengthBytes], out string? violation);
        _start += lengthBytes;
        received = new Received(packet, violation, lengthBytes);
        return true;
    }

    private void MakeRoom()
    {
        int waiting = _end - _start;
        if (waiting == 0 && _buffer.Length > UsualBytes)
        {
            _buffer = new byte[UsualBytes];
        }
        else if (waiting == _buffer.Length)
        {
            // Full without a whole packet, so the packet is larger, but not larger than allowed: TryTake has seen its length.
            byte[] larger = new byte[Math.Min(2L * _buffer.Length, Math.Max(maxPacketBytes, UsualBytes))];
            _buffer.AsSpan(_start, waiting).CopyTo(larger);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, waiting).CopyTo(_buffer);
        }

        _start = 0;
        _end = waiting;
    }
}
