using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Releasing;

/// <summary>One assembly of a deployment: lowered from the release's IL, or taken as .pe from a package.</summary>
public sealed record LoweredAssembly(string Name, byte[] Pe, PeImage Image, PeBudget Budget, bool IsFromPackage);
