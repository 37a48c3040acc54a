namespace NanoLive.Simulator;

/// <summary>Something that would have crashed the board's CLR and not thrown: the board is reset.</summary>
public sealed class BoardCrashException(string message) : Exception(message);
