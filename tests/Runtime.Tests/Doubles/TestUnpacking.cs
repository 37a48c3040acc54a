using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

/// <summary>Expands whatever it gets to the payload it was given, in three steps, where there is room.</summary>
public sealed class TestUnpacking(byte[] plan, byte[] assembly) : IUnpacking
{
    private int _left;

    public bool HasRoom { get; set; } = true;

    public int Begun { get; private set; }

    public void Begin(byte[] packed, byte[] releaseDigest, int mostBytes)
    {
        Begun++;
        _left = HasRoom ? 3 : 1;
    }

    public bool Step() => --_left == 0;

    public int Finish(out byte[]? plan1, out byte[]? assembly1)
    {
        (plan1, assembly1) = HasRoom ? (plan, assembly) : (null, null);
        return HasRoom ? Status.Ok : Status.HeapTooSmall;
    }
}
