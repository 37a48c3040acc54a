namespace NanoLive.Boards;

/// <summary>A file that nanoff is told to use.</summary>
public sealed record FlashFile(string Name, byte[] Content);
