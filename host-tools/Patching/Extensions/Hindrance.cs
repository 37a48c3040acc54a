namespace NanoLive.Patching;

/// <summary>Why something cannot be in a patch: a code of <see cref="RefusalCode"/>, and a line for people.</summary>
internal sealed record Hindrance(string Code, string Reason);
