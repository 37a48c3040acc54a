using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Signing;

/// <summary>What goes into a patch file. The release that it is for is <see cref="Plan.BaseDigest"/>.</summary>
public sealed record PatchContents
{
    public required Plan Plan { get; init; }

    /// <summary>The patch assembly, in the form that <see cref="Generation"/> says.</summary>
    public required byte[] Assembly { get; init; }

    /// <summary>The packed payload that expands to plan and assembly; null: they travel as they are.</summary>
    public byte[]? Packed { get; init; }

    /// <summary>What boards of that release expand <see cref="Packed"/> with; null without.</summary>
    public IUnpacking? Unpacking { get; init; }

    /// <summary>A value of <see cref="AssemblyGeneration"/>.</summary>
    public required int Generation { get; init; }

    /// <summary>Higher than that of any patch these boards took before; seconds since 1970 will do.</summary>
    public required long Sequence { get; init; }

    /// <summary>16 bytes; see <see cref="BoardClass"/>.</summary>
    public required byte[] VendorId { get; init; }

    /// <summary>16 bytes; see <see cref="BoardClass"/>.</summary>
    public required byte[] ClassId { get; init; }

    /// <summary>Of every chunk but the last, when the payload travels in chunks.</summary>
    public int ChunkLengthBytes { get; init; } = 1024;

    /// <summary>No board that knows the time takes the patch later; null: never. Whole seconds.</summary>
    public DateTimeOffset? Expiry { get; init; }

    /// <summary>The one device that it is for; null: any.</summary>
    public string? DeviceId { get; init; }
}
