using System;
using NanoLive.Format;

namespace NanoLive.Unpacking
{
    /// <summary>Lays the tables of a draft out as a file (FORMAT.md, "Assembly, .pe version 1"): header, starts, both checksums. In patches nothing is filled up.</summary>
    internal static class PeLayout
    {
        private const int HeaderLengthBytes = 124;
        private const int StartOfTables = 0x28;

        internal static int LengthBytes(PeDraft draft)
        {
            int length = HeaderLengthBytes;
            for (int table = 0; table < 16; table++)
            {
                length += draft.Tables[table].Length;
            }

            return length;
        }

        /// <param name="version">8 bytes.</param>
        internal static void Write(PeDraft draft, int name, byte[] version, byte[] file)
        {
            byte[] marker = new byte[] { (byte)'N', (byte)'F', (byte)'M', (byte)'R', (byte)'K', (byte)'1' };
            Array.Copy(marker, 0, file, 0, marker.Length);
            Put(file, 0x18, -1);
            Array.Copy(version, 0, file, 0x1C, 8);
            Put(file, 0x24, name | (1 << 16));
            int at = HeaderLengthBytes;
            for (int table = 0; table < 16; table++)
            {
                GrowingBytes bytes = draft.Tables[table];
                Put(file, StartOfTables + (table * 4), at);
                Array.Copy(bytes.Bytes, 0, file, at, bytes.Length);
                at += bytes.Length;
            }

            Crc32 crc = new Crc32();
            Put(file, 0x0C, (int)crc.Append(0, file, HeaderLengthBytes, file.Length - HeaderLengthBytes));
            Put(file, 0x08, (int)crc.Append(0, file, 0, HeaderLengthBytes));
        }

        private static void Put(byte[] file, int offset, int value)
        {
            for (int i = 0; i < 4; i++)
            {
                file[offset + i] = (byte)(value >> (8 * i));
            }
        }
    }
}
