namespace NanoLive.Stories.Tests;

/// <summary>A board's state: exactly the members of FORMAT.md, "State".</summary>
internal sealed record StateReport
{
    public required string Release { get; init; }

    public required string? Patch { get; init; }

    public required string Phase { get; init; }

    public required int Status { get; init; }

    public required string Reason { get; init; }

    public required string? Failed { get; init; }

    public required long Sequence { get; init; }

    public required long HeapFree { get; init; }

    public required int AssembliesFree { get; init; }

    public required int Boots { get; init; }

    public required long UptimeMs { get; init; }
}
