using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Writing;

/// <param name="Bytes">The file's bytes.</param>
/// <param name="Image">The same, as read back.</param>
/// <param name="Names">What the names in it stand for, a line each, where they are not as written.</param>
/// <param name="FilterCalls">Calls that go through static methods, because an exception filter is around them (<see cref="Writing.FilterCalls"/>).</param>
public sealed record LoweredPe(byte[] Bytes, PeImage Image, IReadOnlyList<string> Names, IReadOnlyList<string> FilterCalls)
{
    /// <summary>The same with its rows in another order.</summary>
    public LoweredPe With(byte[] arranged) => this with { Bytes = arranged, Image = PeReader.Read(arranged).Value! };
}
