namespace NanoLive.Simulator;

/// <summary>A record of a trace file, on the wall clock.</summary>
/// <param name="Session">Counts the processes that wrote the file, from 1.</param>
/// <param name="UnixUs">Microseconds since 1970-01-01 UTC. Means the wall clock only where the session ran in real time.</param>
/// <param name="Record">What was written.</param>
public readonly record struct TimedRecord(int Session, long UnixUs, TraceRecord Record);
