using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Attacks.Tests;

/// <summary>Four regions of 8 KiB that count what is done to them.</summary>
internal sealed class MemoryFlash : IFlash
{
    private readonly byte[][] _regions = [.. Enumerable.Range(0, 4).Select(_ => Erased())];

    /// <summary>Programs and erasures so far.</summary>
    public int Operations { get; private set; }

    public int RegionCount => _regions.Length;

    public int WriteUnitBytes => 4;

    public int RegionLengthBytes(int region) => _regions[region].Length;

    /// <summary>The bytes themselves, for an attacker who reaches them past the port.</summary>
    public byte[] Region(int region) => _regions[region];

    public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        _regions[region].AsSpan(offset, count).CopyTo(buffer.AsSpan(bufferOffset));
        return Status.Ok;
    }

    public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        Operations++;
        Assert.True(offset % WriteUnitBytes == 0 && count % WriteUnitBytes == 0);
        Span<byte> target = _regions[region].AsSpan(offset, count);
        Assert.Equal(-1, target.IndexOfAnyExcept((byte)0xFF));
        buffer.AsSpan(bufferOffset, count).CopyTo(target);
        return Status.Ok;
    }

    public int Erase(int region)
    {
        Operations++;
        _regions[region] = Erased();
        return Status.Ok;
    }

    private static byte[] Erased()
    {
        byte[] bytes = new byte[8192];
        bytes.AsSpan().Fill(0xFF);
        return bytes;
    }
}
