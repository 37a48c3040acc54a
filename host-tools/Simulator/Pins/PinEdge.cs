namespace NanoLive.Simulator;

/// <summary>A change of a pin's level.</summary>
/// <param name="TimeUs">Microseconds since power-on.</param>
/// <param name="Rising">The level after it: true is high.</param>
/// <param name="Cause">Who changed it.</param>
public readonly record struct PinEdge(long TimeUs, bool Rising, PinCause Cause);
