namespace NanoLive.Corpus.Tests.Parts;

/// <summary>
/// Two words, each with its CRC (polynomial 0x31, initial 0xFF), after a 16-bit command: 2400 measures once, 2130 begins to measure
/// periodically and 3093 ends it, E000 fetches what was measured periodically, 30A2 resets. At the wrong time the answer is all ones.
/// </summary>
internal sealed class WordPart() : CorpusPart(3)
{
    private const int Periodic = 2;

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        bytes[..2].CopyTo(State);
        int command = (State[0] << 8) | State[1];
        State[Periodic] = command switch
        {
            0x2130 => 1,
            0x3093 or 0x30A2 => 0,
            _ => State[Periodic],
        };
        return bytes.Length;
    }

    public override void Read(Span<byte> bytes)
    {
        bytes.Fill(0xFF);
        if (bytes.Length != 6 || State[0] != (State[Periodic] == 1 ? 0xE0 : 0x24))
        {
            return;
        }

        for (int at = 0; at < 6; at += 3)
        {
            bytes[at] = Measured(at);
            bytes[at + 1] = Measured(at + 1);
            bytes[at + 2] = Crc(bytes.Slice(at, 2));
        }
    }

    private static byte Crc(ReadOnlySpan<byte> bytes)
    {
        int crc = 0xFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = ((crc & 0x80) != 0 ? (crc << 1) ^ 0x31 : crc << 1) & 0xFF;
            }
        }

        return (byte)crc;
    }
}
