namespace NanoLive.Simulator;

/// <summary>Thrown out of a hardware call of a board that has lost its power or was reset: nothing of that boot runs any more.</summary>
public sealed class BoardStoppedException() : Exception("the board has stopped");
