namespace NanoLive.Patching;

/// <summary>A device assembly as bytes, with its portable debug symbols where there are any.</summary>
public sealed record BuildFile(string FileName, byte[] Image, byte[]? Symbols = null);
