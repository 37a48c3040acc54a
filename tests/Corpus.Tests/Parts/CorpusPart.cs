using NanoLive.Simulator;

namespace NanoLive.Corpus.Tests.Parts;

/// <summary>A part whose whole state is one array, so that a test can put another board's part into it.</summary>
internal abstract class CorpusPart(int stateBytes) : II2cPart
{
    private readonly byte[] _state = new byte[stateBytes];

    public bool Acknowledges => true;

    /// <summary>Counts up with the board's ticks; what is measured is a function of it.</summary>
    public Func<long> Step { get; set; } = () => 0;

    public Span<byte> State => _state;

    public static CorpusPart? Create(string kind) => kind switch
    {
        "registers" => new RegisterPart(),
        "words" => new WordPart(),
        "scratchpad" => new ScratchpadPart(),
        "eeprom" => new EepromPart(),
        _ => null,
    };

    public abstract int Write(ReadOnlySpan<byte> bytes);

    public abstract void Read(Span<byte> bytes);

    /// <summary>The same for the same place and step, and else as good as random.</summary>
    protected byte Measured(int place)
    {
        uint mixed = ((uint)Step() * 2654435761u) ^ ((uint)place * 40503u + 97u);
        mixed ^= mixed >> 15;
        mixed *= 2246822519u;
        return (byte)(mixed >> 13);
    }
}
