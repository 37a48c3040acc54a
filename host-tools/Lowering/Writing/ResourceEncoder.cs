using System.Buffers.Binary;
using System.Collections;
using System.Resources;
using Mono.Cecil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Embedded .resources files: strings (UTF-8 and a zero byte) and byte arrays, sorted by id within their file; bitmaps and fonts are refused,
/// for they need the processor's own conversion. The id of a resource is a hash of its name.
/// </summary>
internal sealed class ResourceEncoder(StringHeap strings, Diagnostics diagnostics)
{
    private const byte KindString = 3;
    private const byte KindBytes = 4;

    private readonly LittleEndianWriter _data = new();

    public List<PeResource> Resources { get; } = [];

    /// <summary>Names are handles.</summary>
    public List<PeResourceFile> Files { get; } = [];

    public byte[] Data => _data.ToArray();

    public void Encode(ModuleDefinition module)
    {
        foreach (var resource in module.Resources.OfType<EmbeddedResource>())
        {
            Encode(resource);
        }

        if (Resources.Count > 0)
        {
            Resources.Add(new PeResource(PeResource.SentinelId, 0, 0, (uint)_data.Length));
        }
    }

    private void Encode(EmbeddedResource resource)
    {
        var items = new SortedDictionary<short, (string Name, byte Kind, byte[] Data)>();
        try
        {
            using var reader = new ResourceReader(resource.GetResourceStream());
            foreach (DictionaryEntry entry in reader)
            {
                Read(resource.Name, reader, (string)entry.Key, items);
            }
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException or IOException or FormatException
            or InvalidOperationException or NotSupportedException)
        {
            diagnostics.Error(LoweringCode.ResourceFile, resource.Name, "not a .resources file: " + e.Message.ReplaceLineEndings(" "));
            return;
        }

        var name = strings.Handle(Path.ChangeExtension(resource.Name, ".nanoresources"));
        Files.Add(new PeResourceFile(2, 4, 8, (uint)items.Count, name, (uint)Resources.Count));
        foreach (var (id, item) in items)
        {
            Resources.Add(new PeResource(id, item.Kind, 0, (uint)_data.Length));
            _data.Bytes(item.Data);
        }
    }

    private void Read(string file, ResourceReader reader, string name, SortedDictionary<short, (string, byte, byte[])> items)
    {
        reader.GetResourceData(name, out var type, out var data);
        var place = $"{file}, resource {name}";
        (byte Kind, byte[] Data)? item = type switch
        {
            "ResourceTypeCode.String" => (KindString, Text(data)),
            "ResourceTypeCode.ByteArray" when data.Length >= 4 && !NeedsConversion(data.AsSpan(4)) => (KindBytes, data[4..]),
            _ => null,
        };
        if (item is not { } found)
        {
            diagnostics.Error(LoweringCode.ResourceKind, place, $"{type} is not a string or an array of plain bytes.");
        }
        else if (!items.TryAdd(IdOf(name), (name, found.Kind, found.Data)))
        {
            diagnostics.Error(LoweringCode.ResourceId, place, $"its id {IdOf(name)} is that of {items[IdOf(name)].Item1}, too: rename one.");
        }
    }

    private static byte[] Text(byte[] data)
    {
        // A length in groups of seven bits comes before the text; a zero byte ends it in a .pe.
        var start = 0;
        while (start < data.Length && (data[start] & 0x80) != 0)
        {
            start++;
        }

        return [.. data[Math.Min(start + 1, data.Length)..], 0];
    }

    /// <summary>Bitmaps, photographs, animations and fonts, by their first bytes.</summary>
    private static bool NeedsConversion(ReadOnlySpan<byte> data) =>
        data.StartsWith("BM"u8) || data.StartsWith("GIF8"u8) || data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || (data.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(data) == 0xf995b0a8);

    /// <summary>Two interleaved multiply-and-xor hashes over the characters, folded to 16 bits; generated resource classes use the same numbers.</summary>
    private static short IdOf(string name)
    {
        unchecked
        {
            Span<int> halves = [(5381 << 16) + 5381, (5381 << 16) + 5381];
            for (var i = 0; i < name.Length; i++)
            {
                halves[i & 1] = (halves[i & 1] * 33) ^ name[i];
            }

            var hash = halves[0] + (halves[1] * 1566083941);
            return (short)((short)(hash >> 16) ^ (short)hash);
        }
    }
}
