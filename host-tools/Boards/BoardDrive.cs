namespace NanoLive.Boards;

/// <summary>The drive that holds settings and patches, such as <c>I:\</c>.</summary>
public sealed record BoardDrive(string Drive, string Format, int LengthBytes);
