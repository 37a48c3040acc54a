namespace NanoLive.Patching;

/// <summary>Code that a patch does not reach or may surprise: where it is, what happens, and what would change it.</summary>
public sealed record Finding(string Id, string Message, string Remedy, Place? Place);
