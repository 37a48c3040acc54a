namespace NanoLive.Cli.Demo;

/// <summary>Something the demo promises, what was seen, and whether that is it.</summary>
public sealed record DemoCheck(string Promise, string Seen, bool Holds);
