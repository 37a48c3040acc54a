namespace NanoLive.Patching;

/// <summary>What a patch is made for.</summary>
public sealed record PatchOptions
{
    /// <summary>Earlier patches from which boards are to go live, too.</summary>
    public IReadOnlyList<EarlierPatch> After { get; init; } = [];

    /// <summary>Make a patch that is applied at the next reboot only, so that nothing has to be migrated.</summary>
    public bool AtReboot { get; init; }

    /// <summary>How the release was prepared.</summary>
    public PreparationOptions Preparation { get; init; } = new();
}
