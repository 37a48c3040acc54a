using System.Text.Json.Serialization;

namespace NanoLive.Simulator;

/// <summary>The shape of a flash chip.</summary>
/// <param name="WriteUnitBytes">1, 2, 4, 8, 16 or 32.</param>
/// <param name="RegionLengthBytes">One length for each region; every one a multiple of the write unit.</param>
public sealed record FlashGeometry(int WriteUnitBytes, IReadOnlyList<int> RegionLengthBytes)
{
    /// <summary>Two journals of 4 KiB and two patch slots of 32 KiB, as on boards with 4 MB flash.</summary>
    public static FlashGeometry Default { get; } = new(4, [4096, 4096, 32768, 32768]);

    /// <summary>Bytes of all regions.</summary>
    [JsonIgnore]
    public int TotalBytes => RegionLengthBytes.Sum();

    /// <summary>What is wrong with the shape; null when nothing is.</summary>
    [JsonIgnore]
    public string? Complaint =>
        WriteUnitBytes is not (1 or 2 or 4 or 8 or 16 or 32) ? $"a write unit of {WriteUnitBytes} bytes is not 1, 2, 4, 8, 16 or 32"
        : RegionLengthBytes.Count == 0 ? "no regions"
        : RegionLengthBytes.Any(length => length <= 0 || length % WriteUnitBytes != 0) ? $"a region is not a multiple of {WriteUnitBytes} bytes"
        : null;

    internal int StartOf(int region) => RegionLengthBytes.Take(region).Sum();
}
