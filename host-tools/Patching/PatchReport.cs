namespace NanoLive.Patching;

/// <summary>The answer of the patch compiler: every edit with its verdict, and the patch when there is one.</summary>
public sealed record PatchReport
{
    public required Verdict Verdict { get; init; }

    /// <summary>Digest of the release the patch is for, 32 bytes.</summary>
    public required byte[] BaseDigest { get; init; }

    public required IReadOnlyList<Edit> Edits { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Migrations that are still to be written; while there are any, <see cref="Patch"/> is null.</summary>
    public required IReadOnlyList<MigrationStub> Stubs { get; init; }

    /// <summary>Null when nothing changed, when a migration is missing, or when no patch can do it.</summary>
    public PatchContent? Patch { get; init; }

    /// <summary>One line for people: what comes of it.</summary>
    public required string Summary { get; init; }
}
