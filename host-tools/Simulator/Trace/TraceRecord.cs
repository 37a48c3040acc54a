namespace NanoLive.Simulator;

/// <summary>One line of a board's trace. What the figures mean depends on <paramref name="What"/>: see <see cref="TraceWords"/>.</summary>
/// <param name="AtUs">Microseconds since power-on.</param>
/// <param name="What">A word of <see cref="TraceWords"/> or of the runtime's own diary.</param>
/// <param name="Subject">Whom it concerns; null where that is the board.</param>
/// <param name="First">First figure.</param>
/// <param name="Second">Second figure.</param>
public readonly record struct TraceRecord(long AtUs, string What, string? Subject, long First, long Second);
