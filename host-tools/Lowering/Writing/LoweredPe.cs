using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <param name="Bytes">The file's bytes.</param>
/// <param name="Image">The same, as read back.</param>
/// <param name="Names">Of a closed assembly: what the names in it stand for, a line each; empty where they are as written.</param>
public sealed record LoweredPe(byte[] Bytes, PeImage Image, IReadOnlyList<string> Names);
