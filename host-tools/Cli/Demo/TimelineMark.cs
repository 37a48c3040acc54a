namespace NanoLive.Cli.Demo;

/// <summary>Something that happened at one moment; <paramref name="Kind"/> is its colour: good or bad.</summary>
public readonly record struct TimelineMark(double AtS, string Name, string Kind);
