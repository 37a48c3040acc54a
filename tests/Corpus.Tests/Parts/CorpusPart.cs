using Corpus.Parts;
using NanoLive.Simulator;

namespace NanoLive.Corpus.Tests.Parts;

/// <summary>A part of the corpus on a simulated board's bus; the part itself is device code, as it is on the real CLR's bus too.</summary>
internal sealed class CorpusPart(string kind) : II2cPart
{
    private readonly Part _part = PartKind.Create(kind);

    public bool Acknowledges => true;

    /// <summary>Counts up with the board's ticks.</summary>
    public Func<long> Step { get; set; } = () => 0;

    public Span<byte> State => _part.State;

    public static CorpusPart? Create(string kind) => kind == "" ? null : new CorpusPart(kind);

    public int Write(ReadOnlySpan<byte> bytes)
    {
        _part.Step = Step();
        _part.Write(bytes.ToArray(), 0, bytes.Length);
        return bytes.Length;
    }

    public void Read(Span<byte> bytes)
    {
        var answer = new byte[bytes.Length];
        _part.Step = Step();
        _part.Read(answer, 0, answer.Length);
        answer.CopyTo(bytes);
    }
}
