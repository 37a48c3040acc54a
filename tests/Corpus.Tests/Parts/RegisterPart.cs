namespace NanoLive.Corpus.Tests.Parts;

/// <summary>256 registers behind a pointer: those that were written keep their value, the others measure.</summary>
internal sealed class RegisterPart() : CorpusPart(513)
{
    private const int Written = 256;
    private const int Pointer = 512;

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        State[Pointer] = bytes[0];
        foreach (byte value in bytes[1..])
        {
            State[Written + State[Pointer]] = 1;
            State[State[Pointer]++] = value;
        }

        return bytes.Length;
    }

    public override void Read(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            byte at = State[Pointer]++;
            bytes[i] = State[Written + at] == 1 ? State[at] : Measured(at);
        }
    }
}
