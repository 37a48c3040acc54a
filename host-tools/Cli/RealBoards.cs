using NanoLive.Boards;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Cli;

/// <summary>Kinds of board as the command line names them, and what a build becomes on them; or a failure that says what to do.</summary>
public static class RealBoards
{
    /// <summary>The kind of board that is none.</summary>
    public const string Simulated = "sim";

    /// <summary>The kind of board of that name; null for the simulated one.</summary>
    public static BoardKind? Kind(string name)
    {
        if (name == Simulated)
        {
            return null;
        }

        Result<BoardKind> kind = BoardKinds.Find(name);
        return kind.Succeeded ? kind.Value : throw new Failure(ExitCode.UnknownBoard, kind.Problems[0], $"and {Simulated}, the simulated board; nanolive boards says more");
    }

    /// <summary>Name of the board class in patches (FORMAT.md, "Manifest").</summary>
    public static string Family(string name) => Kind(name)?.Name ?? Simulator.SimulatedRelease.Family;

    /// <summary>The class libraries of a build, after those in further folders.</summary>
    public static ClassLibraries Libraries(string build, IReadOnlyList<string> more)
    {
        Result<ClassLibraries> libraries = ClassLibraries.Of(build, more);
        return libraries.Succeeded ? libraries.Value : throw new Failure(ExitCode.NotABuild, libraries.Problems[0], Others(libraries.Problems));
    }

    /// <summary>Lowers a release.</summary>
    public static BoardRelease Lower(ReleaseImage release, ClassLibraries libraries, BoardKind board)
    {
        Result<BoardRelease> lowered = BoardRelease.Create(release, libraries, board);
        return lowered.Succeeded ? lowered.Value : throw new Failure(ExitCode.NotABuild, $"{board.Name}: {lowered.Problems[0]}", Others(lowered.Problems));
    }

    internal static string Others(IReadOnlyList<string> problems) => problems.Count > 1 ? $"and {problems.Count - 1} more of the kind" : "";
}
