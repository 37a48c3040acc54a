using NanoLive.Simulator;

namespace NanoLive.Cli;

/// <summary>Turns what came of opening a simulated board into the board or a failure.</summary>
public static class Boards
{
    public static BoardFolder Require(BoardOpening opening) => opening.Folder ?? throw Failure(opening.Problem!);

    private static Failure Failure(BoardProblem problem) => problem.Kind switch
    {
        BoardProblemKind.NameInvalid => new Failure(ExitCode.Usage, problem.Message, ""),
        BoardProblemKind.Unknown => new Failure(ExitCode.UnknownBoard, problem.Message, ""),
        BoardProblemKind.Running => new Failure(ExitCode.InUse, problem.Message, ""),
        _ => new Failure(ExitCode.File, problem.Message, ""),
    };
}
