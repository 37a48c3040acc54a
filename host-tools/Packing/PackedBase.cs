using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Ports;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

/// <summary>What patches are packed against: the sample, then copies of the release's assemblies, as the release carries them.</summary>
public sealed class PackedBase(IReadOnlyList<byte[]> images) : IBaseImages
{
    public static PackedBase None { get; } = new([]);

    public IReadOnlyList<byte[]> Images => images;

    /// <summary>What a board that carries these expands payloads with.</summary>
    public IUnpacking Unpacking() => new PayloadUnpacking(this);

    int IBaseImages.Count => images.Count;

    int IBaseImages.LengthBytes(int index) => images[index].Length;

    byte[] IBaseImages.Image(int index) => images[index];

    /// <summary>As rows with names; null for what is no .pe.</summary>
    internal NamedImage?[] Named() => [.. images.Select(image => PeReader.Read(image) is { Succeeded: true } read ? new NamedImage(read.Value) : null)];
}
