using NanoLive.Unpacking;

namespace NanoLive.Packing.Tests;

/// <summary>What a board makes of the bytes of a payload, and what that took.</summary>
internal sealed record Expansion(int Status, byte[]? Plan, byte[]? Assembly, int Steps, long AllocatedBytes)
{
    private const int MostBytes = 65536;

    // A step brings a row, some instructions or up to 64 bytes of what is announced.
    private const int MostSteps = 2 * MostBytes;

    public static Expansion Of(byte[] packed, PackedBase bases, byte[] release, int mostBytes = MostBytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var unpacking = new PayloadUnpacking(bases);
        unpacking.Begin(packed, release, mostBytes);
        var steps = 0;
        while (!unpacking.Step())
        {
            Assert.True(++steps < MostSteps, "expanding does not end");
        }

        var status = unpacking.Finish(out var plan, out var assembly);
        Assert.Equal(status == Format.Status.Ok, plan != null && assembly != null);
        return new Expansion(status, plan, assembly, steps, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
