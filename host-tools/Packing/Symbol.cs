using NanoLive.Unpacking;

namespace NanoLive.Packing;

/// <summary>A number to be packed, or numbers that are only known when all before them were read back: which row something became.</summary>
internal readonly record struct Symbol(int Value, Func<PeDraft, IEnumerable<Symbol>>? Late = null)
{
    public static implicit operator Symbol(int value) => new(value);

    public static implicit operator Symbol(bool value) => new(value ? 1 : 0);
}
