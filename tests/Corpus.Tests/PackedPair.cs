using NanoLive.Lowering.Writing;
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

        var identity = new ReleaseIdentity(new byte[16], new byte[16], [new byte[64]], build.Before.Applications[0]);
        var release = ReleaseImage.Create(build.Before, identity, new PreparationOptions()).Value!;
        var references = References(release.Files);
        var bases = new PackedBase([.. ReleaseImage.Replaceable(release.Prepared).Select(file => file.Image).Prepend(release.Sample).Select(image => Lower(image, references, false, release.ReplaceableNames))]);
        var arranged = PayloadPacker.Arrange(Lower(patch.Assembly, references, isPatch: true, release.ReplaceableNames), bases);
        Assert.True(arranged != null, patch.Plan.AssemblyName);
        Assert.Equal(arranged, PayloadPacker.Arrange(arranged, bases));

        var plan = PlanWriter.Write(patch.Plan).Value!;
        return new PackedPair(plan, arranged, PayloadPacker.Pack(plan, arranged, bases, patch.Plan.BaseDigest)!, bases, patch.Plan.BaseDigest);
    }

    /// <summary>What the board's unpacker makes of the packed bytes, and in how many steps.</summary>
    public (int Status, int Steps, byte[] Plan, byte[] Assembly) Expand()
    {
        var unpacking = Bases.Unpacking();
        unpacking.Begin(Packed, ReleaseDigest, Plan.Length + Assembly.Length);
        var steps = 1;
        while (!unpacking.Step())
        {
            steps++;
        }

        return (unpacking.Finish(out var plan, out var assembly), steps, plan, assembly);
    }

    public static byte[] Lower(byte[] assembly, AssemblyReferences references, bool isPatch, IReadOnlyCollection<string> replaceable)
    {
        var options = new LoweringOptions { IsPatch = isPatch, ClosedAssemblies = ReleaseImage.NeverReplaced, ReplaceableAssemblies = replaceable };
        var lowered = AssemblyLowering.Lower(assembly, references, options);
        Assert.True(lowered.Succeeded, string.Join("\n", lowered.Diagnostics));
        return lowered.Value!.Bytes;
    }

    public static AssemblyReferences References(IEnumerable<BuildFile> files)
    {
        var references = new AssemblyReferences().AddFile(Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.dll"));
        foreach (var file in files)
        {
            references.Add(Path.GetFileNameWithoutExtension(file.FileName), file.Image);
        }

        return references.AddFolder(Path.Combine(AppContext.BaseDirectory, "board-libraries"));
    }
}
