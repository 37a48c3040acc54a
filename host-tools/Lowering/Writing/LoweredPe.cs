using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <param name="Bytes">The file's bytes.</param>
/// <param name="Image">The same, as read back.</param>
public sealed record LoweredPe(byte[] Bytes, PeImage Image);
