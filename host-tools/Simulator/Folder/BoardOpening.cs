namespace NanoLive.Simulator;

/// <summary>What came of opening or making a board's folder: exactly one of the two is there.</summary>
public sealed record BoardOpening
{
    private BoardOpening()
    {
    }

    /// <summary>The folder, checked; null when there is a problem.</summary>
    public BoardFolder? Folder { get; private init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public BoardProblem? Problem { get; private init; }

    internal static BoardOpening Of(BoardFolder folder) => new() { Folder = folder };

    internal static BoardOpening Failed(BoardProblemKind kind, string message) => new() { Problem = new BoardProblem(kind, message) };
}
