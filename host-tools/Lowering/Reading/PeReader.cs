using System.Buffers.Binary;
using System.Collections.Immutable;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Reading;

/// <summary>
/// Untrusted bytes to a <see cref="PeImage"/>. Invariants: nothing is read before its length was checked; what is allocated is at most a small
/// multiple of the input, which is at most <see cref="MaxSizeBytes"/>; no exception leaves. What the rows mean is left to the verifier.
/// </summary>
public static class PeReader
{
    /// <summary>Larger than any deployment region.</summary>
    public const int MaxSizeBytes = 4 * 1024 * 1024;

    private const int PaddingsOffset = 0x6C;

    /// <summary>Reads the whole of <paramref name="bytes"/>: one .pe and nothing after it.</summary>
    public static Result<PeImage> Read(ReadOnlyMemory<byte> bytes)
    {
        var diagnostics = new Diagnostics();
        return diagnostics.Result(Read(bytes, diagnostics));
    }

    private static PeImage? Read(ReadOnlyMemory<byte> bytes, Diagnostics diagnostics)
    {
        // 1. Long enough for a header, and of a generation we know.
        if (bytes.Length < PeHeader.SizeBytes || bytes.Length > MaxSizeBytes)
        {
            diagnostics.Error("pe-size", At(0), $"{bytes.Length} bytes; a .pe has {PeHeader.SizeBytes} to {MaxSizeBytes}.");
            return null;
        }

        var marker = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (marker != PeHeader.Marker)
        {
            diagnostics.Error("pe-marker", At(0), marker == PeHeader.MarkerV2
                ? "generation v2 (NFMRK2); only v1 is supported."
                : "no marker NFMRK1: this is not a .pe.");
            return null;
        }

        // 2. The header's own fields, and the boundaries of the tables inside the file.
        var header = ReadHeader(bytes.Span);
        CheckHeader(header, diagnostics);
        CheckTables(header, bytes.Length, diagnostics);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        // 3. Both checksums.
        CheckSums(header, bytes.Span, diagnostics);

        // 4. The rows.
        return ReadTables(header, bytes);
    }

    private static PeHeader ReadHeader(ReadOnlySpan<byte> bytes)
    {
        var reader = new LittleEndianReader(bytes);
        reader.U32();
        reader.U32();
        var header = new PeHeader
        {
            HeaderCrc = reader.U32(),
            AssemblyCrc = reader.U32(),
            Flags = reader.U32(),
            NativeChecksum = reader.U32(),
            PatchEntryOffset = reader.U32(),
            Version = PeVersion.Read(ref reader),
            AssemblyName = reader.U16(),
            StringTableVersion = reader.U16(),
        };
        var starts = new uint[16];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = reader.U32();
        }

        return header with
        {
            TableStarts = [.. starts],
            PatchedMethods = reader.U32(),
            TablePaddings = [.. bytes.Slice(PaddingsOffset, 16)],
        };
    }

    private static void CheckHeader(PeHeader header, Diagnostics diagnostics)
    {
        if (header.Flags != 0)
        {
            diagnostics.Error("pe-flags", At(0x10), $"flags are 0x{header.Flags:X8}, not 0.");
        }

        if (header.PatchEntryOffset != PeHeader.NoPatchEntry)
        {
            diagnostics.Error("pe-native-entry", At(0x18), $"native entry at 0x{header.PatchEntryOffset:X8}: the firmware would execute it.");
        }

        if (header.PatchedMethods != 0)
        {
            diagnostics.Error("pe-patched-methods", At(0x68), $"{header.PatchedMethods} patched methods; there must be none.");
        }

        if (header.StringTableVersion != PeHeader.CurrentStringTableVersion)
        {
            diagnostics.Error("pe-string-table", At(0x26), $"string table version {header.StringTableVersion}; the firmware has 1.");
        }
    }

    private static void CheckTables(PeHeader header, int length, Diagnostics diagnostics)
    {
        if (header.TableStarts[15] != (uint)length)
        {
            diagnostics.Error("pe-total-size", At(0x64), $"total size {header.TableStarts[15]}, but the file has {length} bytes.");
        }

        if (header.TableStarts[0] != PeHeader.SizeBytes)
        {
            diagnostics.Error("pe-table-start", At(0x28), $"the first table begins at {header.TableStarts[0]}, not at {PeHeader.SizeBytes}.");
        }

        for (var table = PeTable.AssemblyRef; table < PeTable.EndOfAssembly; table++)
        {
            uint start = header.TableStarts[(int)table], end = header.TableStarts[(int)table + 1];
            var padding = header.TablePaddings[(int)table];
            var rowSize = (uint)PeImage.RowSizeBytes(table);
            if (start % 4 != 0 && rowSize > 1 && end > start || end < start || end > (uint)length || padding > 3 || padding > end - start)
            {
                diagnostics.Error("pe-table-bounds", Place(table), $"0x{start:X} to 0x{end:X} with {padding} bytes of padding is no place for a table.");
            }
            else if ((end - start - padding) % rowSize != 0)
            {
                diagnostics.Error("pe-table-rows", Place(table), $"{end - start - padding} bytes are no multiple of {rowSize}.");
            }
        }

        if (header.TablePaddings[15] != 0)
        {
            diagnostics.Error("pe-table-bounds", Place(PeTable.EndOfAssembly), "padding after the last table.");
        }

        static string Place(PeTable table) => $"{table} at 0x{0x28 + (4 * (int)table):X4}";
    }

    private static void CheckSums(PeHeader header, ReadOnlySpan<byte> bytes, Diagnostics diagnostics)
    {
        Span<byte> copy = stackalloc byte[PeHeader.SizeBytes];
        bytes[..PeHeader.SizeBytes].CopyTo(copy);
        copy.Slice(0x08, 4).Clear();
        if (Crc32.Append(0, copy) != header.HeaderCrc)
        {
            diagnostics.Error("pe-header-crc", At(0x08), "the header's checksum is wrong: the file is damaged.");
        }

        if (Crc32.Append(0, bytes[PeHeader.SizeBytes..]) != header.AssemblyCrc)
        {
            diagnostics.Error("pe-body-crc", At(0x0C), "the body's checksum is wrong: the file is damaged.");
        }
    }

    private static PeImage ReadTables(PeHeader header, ReadOnlyMemory<byte> bytes) => new()
    {
        Header = header,
        AssemblyRefs = Rows(PeTable.AssemblyRef, PeAssemblyRef.Read, header, bytes),
        TypeRefs = Rows(PeTable.TypeRef, PeTypeRef.Read, header, bytes),
        FieldRefs = Rows(PeTable.FieldRef, PeMemberRef.Read, header, bytes),
        MethodRefs = Rows(PeTable.MethodRef, PeMemberRef.Read, header, bytes),
        TypeDefs = Rows(PeTable.TypeDef, PeTypeDef.Read, header, bytes),
        FieldDefs = Rows(PeTable.FieldDef, PeFieldDef.Read, header, bytes),
        MethodDefs = Rows(PeTable.MethodDef, PeMethodDef.Read, header, bytes),
        Attributes = Rows(PeTable.Attributes, PeAttribute.Read, header, bytes),
        TypeSpecs = Rows(PeTable.TypeSpec, PeTypeSpec.Read, header, bytes),
        Resources = Rows(PeTable.Resources, PeResource.Read, header, bytes),
        ResourceFiles = Rows(PeTable.ResourcesFiles, PeResourceFile.Read, header, bytes),
        ResourceData = Heap(PeTable.ResourcesData, header, bytes),
        Strings = Heap(PeTable.Strings, header, bytes),
        Signatures = Heap(PeTable.Signatures, header, bytes),
        ByteCode = Heap(PeTable.ByteCode, header, bytes),
    };

    private static ReadOnlyMemory<byte> Heap(PeTable table, PeHeader header, ReadOnlyMemory<byte> bytes)
    {
        var start = (int)header.TableStarts[(int)table];
        var end = (int)header.TableStarts[(int)table + 1] - header.TablePaddings[(int)table];
        return bytes[start..end];
    }

    private static ImmutableArray<T> Rows<T>(PeTable table, RowReader<T> read, PeHeader header, ReadOnlyMemory<byte> bytes)
    {
        var heap = Heap(table, header, bytes);
        var rows = ImmutableArray.CreateBuilder<T>(heap.Length / PeImage.RowSizeBytes(table));
        var reader = new LittleEndianReader(heap.Span);
        while (reader.Position < heap.Length)
        {
            rows.Add(read(ref reader));
        }

        return rows.MoveToImmutable();
    }

    private static string At(int offset) => $"header at 0x{offset:X4}";

    private delegate T RowReader<T>(ref LittleEndianReader reader);
}
