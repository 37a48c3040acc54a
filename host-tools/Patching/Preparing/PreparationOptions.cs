namespace NanoLive.Patching;

/// <summary>What is prepared: all replaceable classes, less those named here.</summary>
public sealed record PreparationOptions
{
    /// <summary>Full names of classes to leave as they are: they stay as fast as they were and cannot be patched.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];
}
