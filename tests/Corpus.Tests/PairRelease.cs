using NanoLive.Boards;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>The release of a pair as real boards have it, and how its patches are lowered.</summary>
internal sealed class PairRelease
{
    private readonly AssemblyReferences _references;

    public PairRelease(PairBuild build)
    {
        var identity = new ReleaseIdentity(new byte[16], new byte[16], [new byte[64]], build.Before.Applications[0]);
        Image = ReleaseImage.Create(build.Before, identity, new PreparationOptions()).Value!;
        Lowering = new ReleaseLowering(Image);
        _references = References(Image.Files);
    }

    public ReleaseImage Image { get; }

    public ReleaseLowering Lowering { get; }

    /// <summary>An assembly of the release.</summary>
    public byte[] Replaceable(byte[] assembly) => Lower(assembly, _references, Lowering.OfReplaceable);

    public PatchContent Patch(PatchContent patch) => new(Lowering.OnBoard(patch.Plan), Lower(patch.Assembly, _references, Lowering.OfPatch));

    /// <summary>An assembly of a build that is no release.</summary>
    public static byte[] Plain(Build build, string fileName) => Lower(build.Files.Single(file => file.FileName == fileName).Image, References(build.Files), null);

    private static byte[] Lower(byte[] assembly, AssemblyReferences references, LoweringOptions? options)
    {
        var lowered = AssemblyLowering.Lower(assembly, references, options);
        Assert.True(lowered.Succeeded, string.Join("\n", lowered.Diagnostics));
        return lowered.Value!.Bytes;
    }

    private static AssemblyReferences References(IEnumerable<BuildFile> files)
    {
        var references = new AssemblyReferences().AddFile(Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.dll"));
        foreach (var file in files)
        {
            references.Add(Path.GetFileNameWithoutExtension(file.FileName), file.Image);
        }

        return references.AddFolder(Path.Combine(AppContext.BaseDirectory, "board-libraries"));
    }
}
