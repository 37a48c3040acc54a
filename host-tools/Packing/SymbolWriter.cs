using NanoLive.Unpacking;

namespace NanoLive.Packing;

/// <summary>
/// The encoding half of <see cref="PackedSymbols"/>: whoever asks for a number gets the next one that was queued, and it is written on the way. So the unpacker
/// itself packs, and what can be expected is decided in one place.
/// </summary>
internal sealed class SymbolWriter(IEnumerable<Symbol> symbols, Func<PeDraft?> draft) : PackedSymbols([], 0)
{
    private readonly LinkedList<Symbol> _symbols = new(symbols);
    private readonly Queue<int> _bits = [];
    private readonly List<byte> _written = [];

    /// <summary>Bits spent by context, for those who tune it.</summary>
    public Dictionary<string, double> Costs { get; } = [];

    /// <summary>False when a number did not fit where it was asked for, or some were left.</summary>
    public bool Succeeded => !_failed && _symbols.Count == 0;

    private bool _failed;
    private string _what = "";

    public override bool Flag(int context)
    {
        _what = "flag " + context;
        int value = Next();
        _bits.Enqueue(value);
        return base.Flag(context);
    }

    public override int Value(int context, int expected)
    {
        _what = "value " + context;
        int value = Next();
        _bits.Enqueue(value == expected ? 1 : 0);
        if (value != expected)
        {
            EnqueueNumber(value);
        }

        return base.Value(context, expected);
    }

    public override int Ranked(int context, int expected, string order)
    {
        _what = "value " + context;
        int value = Next();
        _bits.Enqueue(value == expected ? 1 : 0);
        if (value != expected)
        {
            int rank = order.IndexOf((char)(value + 1), StringComparison.Ordinal);
            EnqueueNumber(rank >= 0 ? rank : value + order.Length);
        }

        return base.Ranked(context, expected, order);
    }

    public override int Number(int context)
    {
        _what = "number " + context;
        EnqueueNumber(Next());
        return base.Number(context);
    }

    public override int Byte(int kind)
    {
        _what = kind < 256 ? "text" : kind < 300 ? "data" : kind < 560 ? "opcode" : kind < 700 ? "constant" : "plan byte";
        EnqueueBits(Next(), 8);
        return base.Byte(kind);
    }

    public override int Below(int count)
    {
        _what = "below";
        int value = Next();
        int bits = 0;
        while (1 << bits < count)
        {
            bits++;
        }

        _failed |= value < 0 || value >= Math.Max(count, 1);
        EnqueueBits(value, bits);
        return base.Below(count);
    }

    /// <summary>Ends the coding; zeros follow by themselves.</summary>
    public byte[] ToArray()
    {
        // The shortest number in the range that is left.
        for (int bytes = 0; bytes <= 4; bytes++)
        {
            ulong unit = 1UL << (32 - (8 * bytes));
            ulong value = (Low + unit - 1) / unit * unit;
            if (value <= High)
            {
                for (int i = 0; i < bytes; i++)
                {
                    _written.Add((byte)(value >> (24 - (8 * i))));
                }

                break;
            }
        }

        int length = _written.Count;
        while (length > 0 && _written[length - 1] == 0)
        {
            length--;
        }

        return [.. _written[..length]];
    }

    protected override int Bit(int context)
    {
        int bit = _bits.Count > 0 ? _bits.Dequeue() & 1 : 0;
        uint middle = Middle(context);
        double share = ((double)(bit != 0 ? middle - Low : High - middle) + 1) / ((double)High - Low + 1);
        Costs[_what] = Costs.GetValueOrDefault(_what) - Math.Log2(share);
        Narrow(context, middle, bit);
        while (((Low ^ High) & 0xFF000000) == 0)
        {
            _written.Add((byte)(High >> 24));
            Shift();
        }

        return bit;
    }

    private void EnqueueNumber(int value)
    {
        int bits = 31 - int.LeadingZeroCount(value + 1);
        _failed |= value < 0 || bits > 22;
        for (int i = 0; i < bits; i++)
        {
            _bits.Enqueue(0);
        }

        if (bits < 22)
        {
            _bits.Enqueue(1);
        }

        EnqueueBits(value + 1, bits);
    }

    private void EnqueueBits(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            _bits.Enqueue((value >> i) & 1);
        }
    }

    private int Next()
    {
        while (_symbols.First is { } first)
        {
            _symbols.RemoveFirst();
            if (first.Value.Late is not { } late)
            {
                return first.Value.Value;
            }

            foreach (var symbol in late(draft()!).Reverse())
            {
                _symbols.AddFirst(symbol);
            }
        }

        _failed = true;
        return 0;
    }
}
