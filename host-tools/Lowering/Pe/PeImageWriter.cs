using System.Collections.Immutable;

namespace NanoLive.Lowering.Pe;

/// <summary>Rows and heaps to the bytes of a .pe. The same image always gives the same bytes.</summary>
public static class PeImageWriter
{
    private const int HeaderCrcOffset = 0x08;
    private const int AssemblyCrcOffset = 0x0C;
    private const int TableStartsOffset = 0x28;
    private const int PaddingsOffset = 0x6C;

    /// <summary>Offsets, paddings and both checksums are computed; flags, native entry and patched methods are written as none.</summary>
    /// <param name="image">What to write.</param>
    /// <param name="isPatch">Nothing is filled up: a patch's rows are multiples of four long, heaps need not begin at one, and nothing stands behind it.</param>
    public static byte[] Write(PeImage image, bool isPatch = false)
    {
        var writer = new LittleEndianWriter();

        // The header first, with zeros for what is known only later.
        WriteHeader(writer, image.Header);

        // Each table begins and ends at a multiple of four, but in patches.
        var paddings = new byte[16];
        for (var table = PeTable.AssemblyRef; table <= PeTable.EndOfAssembly; table++)
        {
            writer.PatchU32(TableStartsOffset + (4 * (int)table), (uint)writer.Length);
            WriteTable(writer, image, table);
            while (writer.Length % 4 != 0 && !isPatch)
            {
                writer.U8(0);
                paddings[(int)table]++;
            }
        }

        var bytes = writer.ToArray();
        paddings.CopyTo(bytes, PaddingsOffset);

        // The header's checksum covers the body's.
        Put(bytes, AssemblyCrcOffset, Crc32.Append(0, bytes.AsSpan(PeHeader.SizeBytes)));
        Put(bytes, HeaderCrcOffset, Crc32.Append(0, bytes.AsSpan(0, PeHeader.SizeBytes)));
        return bytes;
    }

    private static void WriteHeader(LittleEndianWriter writer, PeHeader header)
    {
        writer.U64(PeHeader.Marker);
        writer.U32(0); // header checksum
        writer.U32(0); // body checksum
        writer.U32(0); // flags
        writer.U32(header.NativeChecksum);
        writer.U32(PeHeader.NoPatchEntry);
        header.Version.Write(writer);
        writer.U16(header.AssemblyName);
        writer.U16(PeHeader.CurrentStringTableVersion);
        writer.Bytes(new byte[16 * 4]); // starts of tables
        writer.U32(0); // patched methods
        writer.Bytes(new byte[16]); // paddings
    }

    private static void WriteTable(LittleEndianWriter writer, PeImage image, PeTable table)
    {
        switch (table)
        {
            case PeTable.AssemblyRef: Rows(image.AssemblyRefs, static (row, to) => row.Write(to)); break;
            case PeTable.TypeRef: Rows(image.TypeRefs, static (row, to) => row.Write(to)); break;
            case PeTable.FieldRef: Rows(image.FieldRefs, static (row, to) => row.Write(to)); break;
            case PeTable.MethodRef: Rows(image.MethodRefs, static (row, to) => row.Write(to)); break;
            case PeTable.TypeDef: Rows(image.TypeDefs, static (row, to) => row.Write(to)); break;
            case PeTable.FieldDef: Rows(image.FieldDefs, static (row, to) => row.Write(to)); break;
            case PeTable.MethodDef: Rows(image.MethodDefs, static (row, to) => row.Write(to)); break;
            case PeTable.Attributes: Rows(image.Attributes, static (row, to) => row.Write(to)); break;
            case PeTable.TypeSpec: Rows(image.TypeSpecs, static (row, to) => row.Write(to)); break;
            case PeTable.Resources: Rows(image.Resources, static (row, to) => row.Write(to)); break;
            case PeTable.ResourcesData: writer.Bytes(image.ResourceData.Span); break;
            case PeTable.Strings: writer.Bytes(image.Strings.Span); break;
            case PeTable.Signatures: writer.Bytes(image.Signatures.Span); break;
            case PeTable.ByteCode: writer.Bytes(image.ByteCode.Span); break;
            case PeTable.ResourcesFiles: Rows(image.ResourceFiles, static (row, to) => row.Write(to)); break;
        }

        void Rows<T>(ImmutableArray<T> rows, Action<T, LittleEndianWriter> write)
        {
            foreach (var row in rows)
            {
                write(row, writer);
            }
        }
    }

    private static void Put(byte[] bytes, int offset, uint value) =>
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
}
