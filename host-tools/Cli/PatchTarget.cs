using System.CommandLine;
using NanoLive.Boards;
using NanoLive.Format;
using NanoLive.Lowering.Writing;
using NanoLive.Packing;
using NanoLive.Patching;
using NanoLive.Ports;
using NanoLive.Signing;

namespace NanoLive.Cli;

/// <summary>
/// What a patch becomes for the boards it is for: IL for simulated ones, .pe for real ones. Beside a patch file of .pe lies its IL (the file's name
/// and .dll): a later patch that follows it live is compiled against that. Earlier patches are only taken with the very IL they were lowered from.
/// </summary>
public sealed class PatchTarget
{
    // What the boards that load .pe are called; null for simulated ones.
    private readonly string? _boards;
    private readonly ReleaseImage? _release;
    private readonly ClassLibraries? _libraries;
    private readonly PackedBase _images;

    private PatchTarget(string? boards, ReleaseImage? release, ClassLibraries? libraries, PackedBase images)
    {
        _images = images;
        _boards = boards;
        _release = release;
        _libraries = libraries;
    }

    /// <summary>A number of <see cref="AssemblyGeneration"/>.</summary>
    public int Generation => _boards == null ? AssemblyGeneration.Il : AssemblyGeneration.PeV1;

    public bool IsLowered => _boards != null;

    /// <param name="folder">Output folder of the flashed build.</param>
    public static PatchTarget Of(string board, string folder, Build build, IReadOnlyList<string> libraries)
    {
        if (RealBoards.Kind(board) is not { } kind)
        {
            bool isApplication = build.Applications.Count == 1;
            ReleaseImage? simulated = isApplication ? Inputs.Release(build, new byte[16], new byte[16], [new byte[64]]) : null;
            return new PatchTarget(null, simulated, null, simulated == null ? PackedBase.None : new PackedBase(simulated.Images));
        }

        return OfPe(kind.Name, folder, build, libraries);
    }

    /// <summary>For boards that load .pe; it is the same for all of them.</summary>
    public static PatchTarget OfPe(string boards, string folder, Build build, IReadOnlyList<string> libraries)
    {
        // References of a patch do not depend on who the release says it is.
        ReleaseImage release = Inputs.Release(build, new byte[16], new byte[16], [new byte[64]]);
        ClassLibraries known = RealBoards.Libraries(folder, libraries);
        return new PatchTarget(boards, release, known, BaseImages.Of(release, known));
    }

    /// <summary>What these boards expand payloads with.</summary>
    public IUnpacking Unpacking => _images.Unpacking();

    /// <summary>Why payloads for these boards travel plain; null when they need not.</summary>
    public string? PlainBecause => _release is { Unpacks: false } ? "the release is without NanoLive.Unpacking" : null;

    /// <summary>The packed form of a payload; null when it has none that is shorter.</summary>
    /// <param name="content">As <see cref="Lower"/> gives it.</param>
    public byte[]? Pack(PatchContent content) =>
        PlanWriter.Write(content.Plan) is { Succeeded: true } written ? PayloadPacker.Pack(written.Value, content.Assembly, _images, content.Plan.BaseDigest) : null;

    /// <summary>What lowering warned of.</summary>
    public IReadOnlyList<Diagnostic> Said { get; private set; } = [];

    /// <summary>The patch as the boards load it: its assembly, and a plan with the names that they have for its members.</summary>
    public PatchContent Lower(PatchContent content)
    {
        if (_boards == null)
        {
            return content;
        }

        Result<LoweredPe> pe = Pe(content.Assembly);
        Said = pe.Diagnostics;
        return pe.Succeeded
            ? new PatchContent(new ReleaseLowering(_release!).OnBoard(content.Plan), pe.Value.Bytes)
            : throw new Failure(ExitCode.NotLive, $"{_boards} cannot run the patch: {pe.Problems[0]}", RealBoards.Others(pe.Problems));
    }

    /// <summary>The .pe of a patch's IL, its rows in the order in which it is packed. For boards that load .pe.</summary>
    public Result<LoweredPe> Pe(byte[] assembly)
    {
        Result<LoweredPe> pe = LoweredPatch.Create(assembly, _release!, _libraries!);
        return pe.Succeeded && PayloadPacker.Arrange(pe.Value.Bytes, _images) is { } arranged ? pe.Value.With(arranged) : pe;
    }

    /// <summary>Where the IL of a patch file lies; null when the file holds it itself.</summary>
    public string? IlPath(string patchPath) => _boards == null ? null : patchPath + ".dll";

    /// <summary>A patch that boards may be running already.</summary>
    public EarlierPatch Earlier(string path)
    {
        PatchFile patch = Inputs.Patch(path, Unpacking);
        if (patch.Offer.Generation != Generation)
        {
            throw new Failure(
                ExitCode.NotAPatch,
                $"{path} is for {(patch.Offer.Generation == AssemblyGeneration.Il ? "the simulated board" : "real boards")}",
                "name the patch file that these boards have taken, and the same --board");
        }

        if (IlPath(path) is not { } ilPath)
        {
            return new EarlierPatch(patch.Offer.PayloadDigest, patch.Plan, patch.Assembly.ToArray());
        }

        Inputs.RequireFile(ilPath, $"it was written beside {path}, and is needed to follow that patch");
        byte[] il = File.ReadAllBytes(ilPath);
        Result<LoweredPe> pe = Pe(il);
        return pe.Succeeded && pe.Value.Bytes.AsSpan().SequenceEqual(patch.Assembly.Span)
            ? new EarlierPatch(patch.Offer.PayloadDigest, new ReleaseLowering(_release!).Written(patch.Plan), il)
            : throw new Failure(ExitCode.NotAPatch, $"{ilPath} is not what {path} was made of", "name the build that was flashed as --base, and the files as nanolive patch wrote them");
    }
}
