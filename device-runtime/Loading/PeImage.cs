using System;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Loading
{
    // The file: FORMAT.md, "Assembly, .pe version 1"; nf-interpreter src/CLR/Include/nanoCLR_Types.h, CLR_RECORD_ASSEMBLY. All little endian.
    //
    // These are the checks that the CLR lacks and that a signature does not replace, for the signer can have been careless: an entry for
    // native code, a length that is not the header's, a reference that the board cannot resolve, an index that leads nowhere (IImageCheck).

    /// <summary>Checks of an assembly for nanoFramework 1.x before it is given to the CLR.</summary>
    internal static class PeImage
    {
        internal const int HeaderLengthBytes = 124;

        private const int HeaderCrc = 0x08;
        private const int AssemblyCrc = 0x0C;
        private const int Flags = 0x10;
        private const int NativeMethodsChecksum = 0x14;
        private const int PatchEntryOffset = 0x18;
        private const int AssemblyName = 0x24;
        private const int StringTableVersion = 0x26;
        private const int StartOfTables = 0x28;
        private const int PatchedMethods = 0x68;

        private const int TableAssemblyRef = 0;
        private const int TableTypeRef = 1;
        private const int TableTypeDef = 4;
        private const int TableFieldDef = 5;
        private const int TableMethodDef = 6;
        private const int TableAttributes = 7;
        private const int TableStrings = 11;
        private const int TableSignatures = 12;
        private const int TableEnd = 15;
        private const int AssemblyRefLengthBytes = 12;

        private const int WordLengthBytes = 4;

        // Ids from here on are of the table of strings in the firmware, which no program can read.
        private const int FirstFirmwareString = 0xFFFF - 860;

        /// <summary>Null when the image may be loaded under this name.</summary>
        internal static Refusal Check(byte[] image, string expectedName, IAssemblyLoader loader, IImageCheck check)
        {
            if (image.Length < HeaderLengthBytes || !HasMarker(image) || Read32(image, Table(TableEnd)) != image.Length
                || image[StringTableVersion] != 1 || image[StringTableVersion + 1] != 0)
            {
                return new Refusal(Status.AssemblyMalformed, "header");
            }

            if (Read32(image, PatchEntryOffset) != -1 || Read32(image, PatchedMethods) != 0 || Read32(image, Flags) != 0
                || Read32(image, NativeMethodsChecksum) != 0)
            {
                return new Refusal(Status.NativeEntry, expectedName);
            }

            if (!HasChecksums(image))
            {
                return new Refusal(Status.AssemblyMalformed, "checksum");
            }

            for (int table = 0; table < TableEnd; table++)
            {
                // Rows are read as they lie; what follows them is bytes.
                if (Read32(image, Table(table)) < HeaderLengthBytes || ((image[Table(table)] & 3) != 0 && table <= TableStrings)
                    || Read32(image, Table(table)) > Read32(image, Table(table + 1)))
                {
                    return new Refusal(Status.AssemblyMalformed, "tables");
                }
            }

            if (Text(image, Read16(image, AssemblyName)) != expectedName)
            {
                return new Refusal(Status.AssemblyMalformed, "name");
            }

            string complaint = check == null ? null : check.Complaint(image);
            return complaint == null ? CheckReferences(image, loader) : new Refusal(Status.AssemblyMalformed, complaint);
        }

        // They guard against accidents only. The header's is taken with its own place counted as 0.
        private static bool HasChecksums(byte[] image)
        {
            Crc32 crc = new Crc32();
            int afterCrc = HeaderCrc + WordLengthBytes;
            uint header = crc.Append(0, image, 0, HeaderCrc);
            header = crc.Append(header, new byte[WordLengthBytes], 0, WordLengthBytes);
            header = crc.Append(header, image, afterCrc, HeaderLengthBytes - afterCrc);
            return (int)crc.Append(0, image, HeaderLengthBytes, image.Length - HeaderLengthBytes) == Read32(image, AssemblyCrc)
                && (int)header == Read32(image, HeaderCrc);
        }

        /// <summary>Bytes of heap that loading takes beyond the image, on the 32-bit layout: 150, and 4 for each type, field, method and reference.</summary>
        internal static int LoadedBytes(byte[] image)
        {
            int references = Length(image, TableTypeRef, TableTypeDef) / 8;
            int types = Length(image, TableTypeDef, TableFieldDef) / 24;
            int fields = Length(image, TableFieldDef, TableMethodDef) / 8;
            int methods = Length(image, TableMethodDef, TableAttributes) / 16;
            return 150 + (4 * (references + types + methods)) + (12 * fields);
        }

        private static Refusal CheckReferences(byte[] image, IAssemblyLoader loader)
        {
            int end = Read32(image, Table(TableAssemblyRef + 1));
            for (int row = Read32(image, Table(TableAssemblyRef)); row + AssemblyRefLengthBytes <= end; row += AssemblyRefLengthBytes)
            {
                int id = Read16(image, row);
                if (id >= FirstFirmwareString)
                {
                    continue;
                }

                string name = Text(image, id);
                Assembly found = name == null ? null : loader.Find(name);
                Version version = found == null ? null : found.GetName().Version;

                // The CLR binds by major and minor version only.
                if (version == null || version.Major != Read16(image, row + 4) || version.Minor != Read16(image, row + 6))
                {
                    return new Refusal(Status.ReferenceMissing, name);
                }
            }

            return null;
        }

        private static bool HasMarker(byte[] image)
        {
            return image[0] == 'N' && image[1] == 'F' && image[2] == 'M' && image[3] == 'R' && image[4] == 'K' && image[5] == '1'
                && image[6] == 0 && image[7] == 0;
        }

        // Null when the id leads outside of the table or the text does not end in it.
        private static string Text(byte[] image, int id)
        {
            int begin = Read32(image, Table(TableStrings)) + id;
            int limit = Read32(image, Table(TableSignatures));
            int end = begin;
            while (end < limit && image[end] != 0)
            {
                end++;
            }

            if (end >= limit)
            {
                return null;
            }

            char[] text = new char[end - begin];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)image[begin + i];
            }

            return new string(text);
        }

        private static int Length(byte[] image, int table, int next)
        {
            return Read32(image, Table(next)) - Read32(image, Table(table));
        }

        internal static int Table(int index)
        {
            return StartOfTables + (4 * index);
        }

        internal static int Read16(byte[] image, int offset)
        {
            return image[offset] | (image[offset + 1] << 8);
        }

        internal static int Read32(byte[] image, int offset)
        {
            return Read16(image, offset) | (Read16(image, offset + 2) << 16);
        }
    }
}
