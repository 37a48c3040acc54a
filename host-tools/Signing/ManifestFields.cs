using NanoLive.Format;

namespace NanoLive.Signing;

/// <summary>Every field of a manifest (FORMAT.md, "Manifest"), unchecked: <see cref="PatchFile"/> checks, tests of refusals do not.</summary>
public sealed record ManifestFields
{
    public required ulong Sequence { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] VendorId { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] ClassId { get; init; }

    /// <summary>32 bytes.</summary>
    public required byte[] BaseDigest { get; init; }

    /// <summary>A value of <see cref="AssemblyGeneration"/>.</summary>
    public required int Generation { get; init; }

    /// <summary>SHA-256 of the payload.</summary>
    public required byte[] PayloadDigest { get; init; }

    public required int PayloadLengthBytes { get; init; }

    public int ChunkLengthBytes { get; init; } = 1024;

    /// <summary>Seconds since 1970-01-01 UTC; null: never.</summary>
    public long? ExpirySeconds { get; init; }

    /// <summary>Null: any device.</summary>
    public string? DeviceId { get; init; }

    public int PlanVersion { get; init; } = PlanReader.Version;

    public int ManifestVersion { get; init; } = 1;

    public string Component { get; init; } = SuitLabel.Component;

    public string Uri { get; init; } = SuitLabel.PayloadUri;
}
