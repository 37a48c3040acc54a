using NanoLive.Packing;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Corpus.Tests;

/// <summary>The patch of a pair as .pe, packed against its release as it would lie on a board.</summary>
internal sealed record PackedPair(byte[] Plan, byte[] Assembly, byte[] Packed, PackedBase Bases, byte[] ReleaseDigest)
{
    /// <summary>Null when there is no patch.</summary>
    public static PackedPair? Of(PairBuild build)
    {
        if (build.Report.Patch is not { } patch)
        {
            return null;
        }

        var release = new PairRelease(build);
        var bases = new PackedBase([.. ReleaseImage.Replaceable(release.Image.Prepared).Select(file => file.Image).Prepend(release.Image.Sample).Select(release.Replaceable)]);
        var lowered = release.Patch(patch);
        var arranged = PayloadPacker.Arrange(lowered.Assembly, bases);
        Assert.True(arranged != null, patch.Plan.AssemblyName);
        Assert.Equal(arranged, PayloadPacker.Arrange(arranged, bases));

        var plan = PlanWriter.Write(lowered.Plan).Value!;
        return new PackedPair(plan, arranged, PayloadPacker.Pack(plan, arranged, bases, patch.Plan.BaseDigest)!, bases, patch.Plan.BaseDigest);
    }

    /// <summary>What a board asks for before it expands; copies of images come on top (FORMAT.md, "Packed payload").</summary>
    public int AskedHeapBytes => 20480 + (8 * (Plan.Length + Assembly.Length));

    /// <summary>What the board's unpacker makes of the packed bytes, in how many steps, and what it took at most of a board's heap, copies of images aside.</summary>
    public (int Status, int Steps, int HeapBytes, byte[] Plan, byte[] Assembly) Expand()
    {
        var unpacking = Bases.Unpacking();
        unpacking.Begin(Packed, ReleaseDigest, Plan.Length + Assembly.Length);
        var (steps, heap) = (1, 0);
        while (!unpacking.Step())
        {
            steps++;
            heap = Math.Max(heap, BoardHeap.BytesOf(unpacking, [Packed, ReleaseDigest, .. Bases.Images]));
        }

        return (unpacking.Finish(out var plan, out var assembly), steps, heap, plan, assembly);
    }
}
