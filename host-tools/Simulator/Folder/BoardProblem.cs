namespace NanoLive.Simulator;

/// <summary>Why a board's folder cannot be used.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Message">One line for people that says what to do.</param>
public sealed record BoardProblem(BoardProblemKind Kind, string Message);
