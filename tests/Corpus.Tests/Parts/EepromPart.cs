namespace NanoLive.Corpus.Tests.Parts;

/// <summary>4096 bytes in pages of 32; a write goes on at the start of its page when it comes to the end.</summary>
internal sealed class EepromPart() : CorpusPart(4098)
{
    private const int Page = 32;
    private const int Pointer = 4096;

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        int at = ((bytes[0] << 8) | bytes[1]) % Pointer;
        foreach (byte value in bytes[2..])
        {
            State[at] = value;
            at = (at / Page * Page) + ((at + 1) % Page);
        }

        State[Pointer] = (byte)(at >> 8);
        State[Pointer + 1] = (byte)at;
        return bytes.Length;
    }

    public override void Read(Span<byte> bytes)
    {
        int at = (State[Pointer] << 8) | State[Pointer + 1];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = State[(at + i) % Pointer];
        }
    }
}
