using System.Collections.Immutable;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Listing;

/// <summary>
/// What an assembly costs a board. Heap figures are those of the 32-bit firmware, in whose heap everything is a multiple of blocks of 12 bytes:
/// a loaded .pe occupies an array of its bytes, and any assembly a record of 136 bytes with 4 for each reference, 8 for each type, 2 for each
/// field and method, and 12 for each static field.
/// </summary>
public sealed record PeBudget
{
    /// <summary>Assemblies that the firmware has room for, its own included.</summary>
    public const int MaxAssemblies = 64;

    private const int BlockBytes = 12;
    private const int RecordBytes = 136;

    /// <summary>Bytes of the file, which is what it occupies in flash.</summary>
    public required int ImageBytes { get; init; }

    /// <summary>Heap for the firmware's record of the assembly, wherever its bytes are.</summary>
    public required int RecordHeapBytes { get; init; }

    /// <summary>Heap for the bytes themselves, when they are loaded from an array.</summary>
    public required int ImageHeapBytes { get; init; }

    /// <summary>What loading it from an array takes and keeps until the next reboot.</summary>
    public int LoadedHeapBytes => RecordHeapBytes + ImageHeapBytes;

    public required int Types { get; init; }

    public required int Methods { get; init; }

    public required int StaticFields { get; init; }

    public required ImmutableArray<PeTableBudget> Tables { get; init; }

    /// <summary>Largest code first.</summary>
    public required ImmutableArray<PeTypeBudget> LargestTypes { get; init; }

    public static PeBudget Of(PeImage image)
    {
        var size = (int)image.Header.TableStarts[15];
        var statics = image.TypeDefs.Sum(type => type.StaticFields);
        var record = RecordBytes
            + (4 * (image.AssemblyRefs.Length + image.TypeRefs.Length + image.FieldRefs.Length + image.MethodRefs.Length))
            + (8 * image.TypeDefs.Length)
            + RoundUp(2 * image.FieldDefs.Length, 4) + RoundUp(2 * image.MethodDefs.Length, 4)
            + (12 * statics);
        return new PeBudget
        {
            ImageBytes = size,
            RecordHeapBytes = RoundUp(record, BlockBytes),
            ImageHeapBytes = BlockBytes + RoundUp(size, BlockBytes),
            Types = image.TypeDefs.Length,
            Methods = image.MethodDefs.Length,
            StaticFields = statics,
            Tables = [.. Enumerable.Range(0, 15).Select(i => Table(image, (PeTable)i))],
            LargestTypes = [.. TypesOf(image)
                .OrderByDescending(type => type.CodeBytes + type.StaticDataBytes)
                .ThenBy(type => type.Name, StringComparer.Ordinal)],
        };
    }

    private static PeTableBudget Table(PeImage image, PeTable table)
    {
        var bytes = (int)(image.Header.TableStarts[(int)table + 1] - image.Header.TableStarts[(int)table]);
        return new PeTableBudget(table, image.Count(table), bytes);
    }

    private static IEnumerable<PeTypeBudget> TypesOf(PeImage image)
    {
        var names = new PeNames(image);
        var bodies = new PeBodyReader(image);
        for (var i = 0; i < image.TypeDefs.Length; i++)
        {
            var type = image.TypeDefs[i];
            var code = Enumerable.Range(type.FirstMethod, type.MethodCount).Sum(method => method < image.MethodDefs.Length ? bodies.Bytes(method).Length : 0);
            var data = Enumerable.Range(type.FirstStaticField, type.StaticFields)
                .Where(field => field < image.FieldDefs.Length && image.FieldDefs[field].DefaultValue != PeImage.None)
                .Sum(field => new PeSignatureReader(image, image.FieldDefs[field].DefaultValue).StaticData().Length);
            yield return new PeTypeBudget(names.Of(new PeToken(PeTable.TypeDef, i)), type.MethodCount, code, data);
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
