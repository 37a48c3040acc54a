using NanoLive.Signing;

namespace NanoLive.Stories.Tests;

/// <summary>What a patch is to be.</summary>
/// <param name="Update">A folder of firmware/updates; "release": back to the release.</param>
/// <param name="Sequence">Number of its manifest.</param>
internal sealed record Order(string Update, long Sequence)
{
    /// <summary>The states it can be applied to live, besides the release.</summary>
    public IReadOnlyList<PatchFile> After { get; init; } = [];

    public bool AtReboot { get; init; }

    /// <summary>Whether the payload travels packed.</summary>
    public bool IsPacked { get; init; }

    public int ChunkLengthBytes { get; init; } = 1024;

    /// <summary>The one device that it is for; null: any.</summary>
    public string? Device { get; init; }

    /// <summary>Null: the key that the boards trust.</summary>
    public SigningKey? SignedBy { get; init; }

    /// <summary>What the patch compiler has to know, in a line.</summary>
    public string Compiled => $"{Update} {AtReboot} after {string.Join(' ', After.Select(patch => patch.Digest))}";

    public override string ToString() => $"{Compiled} sequence {Sequence} chunks {ChunkLengthBytes}{(IsPacked ? " packed" : "")} for {Device} by {SignedBy?.GetHashCode()}";
}
