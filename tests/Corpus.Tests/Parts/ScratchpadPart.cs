namespace NanoLive.Corpus.Tests.Parts;

/// <summary>Nine bytes: a temperature in sixteenths, every other one below zero, six more, and the CRC (polynomial 0x8C, initial 0).</summary>
internal sealed class ScratchpadPart() : CorpusPart(1)
{
    public override int Write(ReadOnlySpan<byte> bytes) => bytes.Length;

    public override void Read(Span<byte> bytes)
    {
        bytes.Clear();
        int raw = (Step() % 2 == 0 ? 1 : -1) * Measured(0);
        bytes[0] = (byte)raw;
        bytes[1] = (byte)(raw >> 8);
        int crc = 0;
        for (int i = 0; i < 8; i++)
        {
            crc ^= bytes[i];
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1;
            }
        }

        bytes[8] = (byte)crc;
    }
}
