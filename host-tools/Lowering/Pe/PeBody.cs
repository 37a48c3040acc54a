using System.Collections.Immutable;

namespace NanoLive.Lowering.Pe;

/// <summary>A decoded method body.</summary>
public sealed record PeBody(ImmutableArray<PeInstruction> Instructions, ImmutableArray<PeHandler> Handlers, int CodeSizeBytes);
