using System.CommandLine;
using NanoLive.Boards;
using NanoLive.Format;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Cli;

/// <summary>
/// What a patch becomes for the boards it is for: IL for simulated ones, .pe for real ones. Beside a patch file of .pe lies its IL (the file's name
/// and .dll): a later patch that follows it live is compiled against that. Earlier patches are only taken with the very IL they were lowered from.
/// </summary>
public sealed class PatchTarget
{
    private readonly BoardKind? _kind;
    private readonly ReleaseImage? _release;
    private readonly ClassLibraries? _libraries;

    private PatchTarget(BoardKind? kind, ReleaseImage? release, ClassLibraries? libraries)
    {
        _kind = kind;
        _release = release;
        _libraries = libraries;
    }

    /// <summary>A number of <see cref="AssemblyGeneration"/>.</summary>
    public int Generation => _kind == null ? AssemblyGeneration.Il : AssemblyGeneration.PeV1;

    public bool IsLowered => _kind != null;

    /// <param name="folder">Output folder of the flashed build.</param>
    public static PatchTarget Of(string board, string folder, Build build, IReadOnlyList<string> libraries)
    {
        if (RealBoards.Kind(board) is not { } kind)
        {
            return new PatchTarget(null, null, null);
        }

        // References of a patch do not depend on who the release says it is.
        ReleaseImage release = Inputs.Release(build, new byte[16], new byte[16], [new byte[64]]);
        return new PatchTarget(kind, release, RealBoards.Libraries(folder, libraries));
    }

    /// <summary>The assembly as the boards load it.</summary>
    public byte[] Lower(byte[] assembly)
    {
        if (_kind == null)
        {
            return assembly;
        }

        Result<byte[]> pe = LoweredPatch.Create(assembly, _release!, _libraries!);
        return pe.Succeeded ? pe.Value : throw new Failure(ExitCode.NotLive, $"{_kind.Name} cannot run the patch: {pe.Problems[0]}", RealBoards.Others(pe.Problems));
    }

    /// <summary>Where the IL of a patch file lies; null when the file holds it itself.</summary>
    public string? IlPath(string patchPath) => _kind == null ? null : patchPath + ".dll";

    /// <summary>A patch that boards may be running already.</summary>
    public EarlierPatch Earlier(string path)
    {
        PatchFile patch = Inputs.Patch(path);
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
        Result<byte[]> pe = LoweredPatch.Create(il, _release!, _libraries!);
        return pe.Succeeded && pe.Value.AsSpan().SequenceEqual(patch.Assembly.Span)
            ? new EarlierPatch(patch.Offer.PayloadDigest, patch.Plan, il)
            : throw new Failure(ExitCode.NotAPatch, $"{ilPath} is not what {path} was made of", "name the build that was flashed as --base, and the files as nanolive patch wrote them");
    }
}
