namespace NanoLive.Cli.Demo;

/// <summary>A value at a moment, in seconds.</summary>
public readonly record struct TimelinePoint(double AtS, double Value);
