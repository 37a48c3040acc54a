using System.Collections.Immutable;

namespace NanoLive.Lowering.Pe;

/// <summary>What a method returns and takes, <c>this</c> not counted.</summary>
public sealed record PeMethodSignature(bool HasThis, PeType Returns, ImmutableArray<PeType> Parameters)
{
    /// <summary>With <c>this</c>.</summary>
    public int ArgumentCount => Parameters.Length + (HasThis ? 1 : 0);
}
