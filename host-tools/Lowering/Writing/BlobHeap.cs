using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Signatures, attribute values and static data. As with strings, a blob has a handle until <see cref="Seal"/> lays them out. Blobs end by
/// themselves, so one that occurs inside another takes no space. Static data stand last, the shortest first: only the start of a blob has to
/// be below 0xFFFF. Deterministic.
/// </summary>
internal sealed class BlobHeap
{
    private readonly Dictionary<string, ushort> _handles = new(StringComparer.Ordinal);
    private readonly List<(byte[] Bytes, bool IsData)> _blobs = [];
    private byte[] _heap = [];
    private ushort[] _offsets = [];

    public byte[] ToArray() => _heap;

    public ushort Handle(ReadOnlySpan<byte> bytes, bool isData = false)
    {
        var key = Convert.ToHexString(bytes);
        if (!_handles.TryGetValue(key, out var handle))
        {
            handle = checked((ushort)_blobs.Count);
            _handles[key] = handle;
            _blobs.Add((bytes.ToArray(), isData));
        }

        return handle;
    }

    /// <summary>The offset of a blob; 0xFFFF stays what it is.</summary>
    public ushort Offset(ushort handle) => handle == PeImage.None ? handle : _offsets[handle];

    /// <summary>How much of a blob's start the heap ends with.</summary>
    private static int Overlap(ReadOnlySpan<byte> heap, ReadOnlySpan<byte> blob)
    {
        var overlap = Math.Min(heap.Length, blob.Length - 1);
        while (!heap.EndsWith(blob[..overlap]))
        {
            overlap--;
        }

        return overlap;
    }

    /// <summary>False when a blob would begin at 0xFFFF or later.</summary>
    public bool Seal()
    {
        _offsets = new ushort[_blobs.Count];
        var order = Enumerable.Range(0, _blobs.Count)
            .OrderBy(i => _blobs[i].IsData)
            .ThenBy(i => _blobs[i].IsData ? _blobs[i].Bytes.Length : -_blobs[i].Bytes.Length);
        var heap = new LittleEndianWriter();
        foreach (var index in order)
        {
            var at = heap.Written.IndexOf(_blobs[index].Bytes);
            if (at < 0)
            {
                var overlap = _blobs[index].IsData ? 0 : Overlap(heap.Written, _blobs[index].Bytes);
                at = heap.Length - overlap;
                heap.Bytes(_blobs[index].Bytes.AsSpan(overlap));
            }

            if (at >= PeImage.None)
            {
                return false;
            }

            _offsets[index] = (ushort)at;
        }

        _heap = heap.ToArray();
        return true;
    }
}
