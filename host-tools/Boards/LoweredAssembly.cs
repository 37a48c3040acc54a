using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Pe;

namespace NanoLive.Boards;

/// <summary>An assembly as it goes onto a board; <paramref name="IsLibrary"/>: a class library's .pe, as its package has it.</summary>
public sealed record LoweredAssembly(string Name, byte[] Pe, PeImage Image, bool IsLibrary)
{
    /// <summary>What it costs a board.</summary>
    public PeBudget Budget { get; } = PeBudget.Of(Image);
}
