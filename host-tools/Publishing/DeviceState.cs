namespace NanoLive.Publishing;

/// <summary>What a board says of itself, retained (FORMAT.md, "State").</summary>
public sealed record DeviceState(string DeviceId) : FleetMessage(DeviceId)
{
    /// <summary>Digest of the release, hexadecimal.</summary>
    public string Release { get; init; } = "";

    /// <summary>Digest of the patch it runs, confirmed or on trial; null: none.</summary>
    public string? Patch { get; init; }

    public DevicePhase Phase { get; init; }

    /// <summary>Of the last outcome; see <see cref="Signing.StatusText"/>.</summary>
    public int Status { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Digest of the last patch that failed here; null: none.</summary>
    public string? Failed { get; init; }

    /// <summary>Highest sequence number accepted.</summary>
    public long Sequence { get; init; }

    /// <summary>Bytes.</summary>
    public long HeapFree { get; init; }

    /// <summary>How many more assemblies can be loaded before the next reboot.</summary>
    public int AssembliesFree { get; init; }

    /// <summary>Boots in a row without health.</summary>
    public int Boots { get; init; }

    public long UptimeMs { get; init; }
}
