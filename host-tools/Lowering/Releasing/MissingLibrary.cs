using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Releasing;

/// <summary>A class library that a deployment refers to and that was not given as .pe.</summary>
public sealed record MissingLibrary(string Name, PeVersion Version);
