namespace NanoLive.Publishing;

/// <summary>Progress or outcome of one patch on one board (FORMAT.md, "Event").</summary>
public sealed record DeviceEvent(string DeviceId) : FleetMessage(DeviceId)
{
    /// <summary>Digest of the patch, hexadecimal; null when the offer could not be read so far.</summary>
    public string? Patch { get; init; }

    public DevicePhase Phase { get; init; }

    public int Status { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>On the board's clock.</summary>
    public long AtMs { get; init; }

    /// <summary>How long the loop was held for the swap, microseconds; 0 when there was none.</summary>
    public long HeldUs { get; init; }

    /// <summary>How many objects were swapped.</summary>
    public int Objects { get; init; }
}
