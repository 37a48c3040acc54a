using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

/// <summary>Flash that keeps its content over a test's reboots and is strict about erasing.</summary>
public sealed class RamFlash : IFlash
{
    private readonly byte[][] _regions = [.. Enumerable.Range(0, 4).Select(region => Enumerable.Repeat((byte)0xFF, region < 2 ? 4096 : 16384).ToArray())];

    public int RegionCount => 4;

    public int WriteUnitBytes => 8;

    public bool Fails { get; set; }

    public int RegionLengthBytes(int region) => _regions[region].Length;

    public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        Array.Copy(_regions[region], offset, buffer, bufferOffset, count);
        return Status.Ok;
    }

    public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        if (Fails)
        {
            return Status.FlashFault;
        }

        Assert.Equal(0, offset % WriteUnitBytes);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(0xFF, _regions[region][offset + i]);
            _regions[region][offset + i] = buffer[bufferOffset + i];
        }

        return Status.Ok;
    }

    public int Erase(int region)
    {
        if (Fails)
        {
            return Status.FlashFault;
        }

        Array.Fill(_regions[region], (byte)0xFF);
        return Status.Ok;
    }
}
