namespace NanoLive.Simulator;

/// <summary>An exception that left the board's event loop, which resets the board.</summary>
/// <param name="TimeUs">Microseconds since power-on.</param>
/// <param name="Message">What was thrown.</param>
/// <param name="Text">With its stack; lines of source where the release has symbols.</param>
public sealed record BoardCrash(long TimeUs, string Message, string Text);
