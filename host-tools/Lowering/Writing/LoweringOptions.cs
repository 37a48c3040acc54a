namespace NanoLive.Lowering.Writing;

/// <summary>What the lowered assembly is for.</summary>
public sealed record LoweringOptions
{
    /// <summary>Refuse what a patch may not contain: extern methods, static constructors, an entry point.</summary>
    public bool IsPatch { get; init; }
}
