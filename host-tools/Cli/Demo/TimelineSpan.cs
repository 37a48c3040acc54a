namespace NanoLive.Cli.Demo;

/// <summary>Something that lasted; <paramref name="Kind"/> is its colour: work, trial, good, bad or dark.</summary>
public readonly record struct TimelineSpan(double FromS, double ToS, string Name, string Kind);
