namespace NanoLive.Simulator;

/// <summary>Something a part noticed.</summary>
/// <param name="TimeUs">Microseconds since power-on of the board.</param>
/// <param name="What">One word, for example "reset".</param>
/// <param name="First">A register or a count; the part says which.</param>
/// <param name="Second">A value.</param>
public readonly record struct PartEvent(long TimeUs, string What, long First, long Second);
