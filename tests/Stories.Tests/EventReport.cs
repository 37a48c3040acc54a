namespace NanoLive.Stories.Tests;

/// <summary>Progress or outcome: exactly the members of FORMAT.md, "Event".</summary>
internal sealed record EventReport
{
    public required string? Patch { get; init; }

    public required string Phase { get; init; }

    public required int Status { get; init; }

    public required string Reason { get; init; }

    public required long AtMs { get; init; }

    public required long HeldUs { get; init; }

    public required int Objects { get; init; }
}
