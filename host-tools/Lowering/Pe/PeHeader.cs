using System.Collections.Immutable;

namespace NanoLive.Lowering.Pe;

/// <summary>
/// The 124 bytes before the tables, as found; of those the writer takes only <see cref="NativeChecksum"/>, <see cref="Version"/> and
/// <see cref="AssemblyName"/>.
/// </summary>
public sealed record PeHeader
{
    public const int SizeBytes = 124;

    /// <summary>"NFMRK1" and two zero bytes, read as one little-endian number.</summary>
    public const ulong Marker = 0x0000_314B_524D_464E;

    /// <summary>The marker of generation v2, which is refused.</summary>
    public const ulong MarkerV2 = 0x0000_324B_524D_464E;

    /// <summary>No native entry: the only value that is not executed.</summary>
    public const uint NoPatchEntry = 0xFFFFFFFF;

    public const ushort CurrentStringTableVersion = 1;

    public uint HeaderCrc { get; init; }

    public uint AssemblyCrc { get; init; }

    public uint Flags { get; init; }

    /// <summary>Over the signatures of the extern methods; 0 when there is none.</summary>
    public uint NativeChecksum { get; init; }

    public uint PatchEntryOffset { get; init; } = NoPatchEntry;

    public PeVersion Version { get; init; }

    /// <summary>A string id.</summary>
    public ushort AssemblyName { get; init; }

    public ushort StringTableVersion { get; init; } = CurrentStringTableVersion;

    /// <summary>16 offsets from the start of the file; the last one is its total size.</summary>
    public ImmutableArray<uint> TableStarts { get; init; } = [];

    public uint PatchedMethods { get; init; }

    /// <summary>16 counts of bytes that fill a table up to a multiple of four.</summary>
    public ImmutableArray<byte> TablePaddings { get; init; } = [];
}
