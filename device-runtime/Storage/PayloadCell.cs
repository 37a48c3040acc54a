using NanoLive.Format;

namespace NanoLive.Storage
{
    /// <summary>
    /// Layout of a cell of a payload slot, 256 bytes, little endian:
    /// <code>
    /// offset  bytes
    ///      0  248    payload; 0xFF behind its end in the last cell
    ///    248  2      how many of them count
    ///    250  2      index of the cell within the payload, from 0
    ///    252  4      CRC-32 of bytes 0 to 251, initial value: the slot's tag
    /// </code>
    /// The tag makes cells of an earlier staging invalid, which a cut erasure can leave behind.
    /// </summary>
    internal static class PayloadCell
    {
        public const int LengthBytes = 256;
        public const int PayloadBytes = 248;

        private const int CountAt = 248;
        private const int IndexAt = 250;
        private const int CrcAt = 252;

        public static void Seal(byte[] cell, int count, int index, int tag, Crc32 crc)
        {
            for (int i = count; i < PayloadBytes; i++)
            {
                cell[i] = 0xFF;
            }

            StateRecord.Put(cell, CountAt, count, 2);
            StateRecord.Put(cell, IndexAt, index, 2);
            StateRecord.Put(cell, CrcAt, crc.Append((uint)tag, cell, 0, CrcAt), 4);
        }

        /// <summary>How many bytes of payload the cell holds; 0 when it is not the cell of that index.</summary>
        public static int Count(byte[] cell, int index, int tag, Crc32 crc)
        {
            bool valid = StateRecord.Get(cell, IndexAt, 2) == index && StateRecord.Get(cell, CrcAt, 4) == crc.Append((uint)tag, cell, 0, CrcAt);
            return valid ? (int)StateRecord.Get(cell, CountAt, 2) : 0;
        }
    }
}
