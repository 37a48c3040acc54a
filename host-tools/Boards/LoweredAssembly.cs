using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Pe;

namespace NanoLive.Boards;

/// <summary>An assembly as it goes onto a board; <paramref name="IsLibrary"/>: a class library's .pe, as its package has it.</summary>
public sealed record LoweredAssembly(string Name, byte[] Pe, PeImage Image, bool IsLibrary)
{
    /// <summary>What it costs a board.</summary>
    public PeBudget Budget { get; } = PeBudget.Of(Image);

    /// <summary>What its names stand for where they were changed to save space, a line each: to read a stack trace from a board.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
