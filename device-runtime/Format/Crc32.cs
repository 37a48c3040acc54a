namespace NanoLive.Format
{
    /// <summary>
    /// CRC-32 as nanoFramework's loader uses it for .pe files: most significant bit first, polynomial 0x04C11DB7, no reflection, no final
    /// xor. One table of 16 words lives in the instance: a static one would run a static constructor while the assembly loads.
    /// </summary>
    public sealed class Crc32
    {
        private readonly uint[] _nibbles = new uint[16];

        public Crc32()
        {
            for (int i = 0; i < 16; i++)
            {
                uint remainder = (uint)i << 28;
                for (int bit = 0; bit < 4; bit++)
                {
                    remainder = (remainder & 0x80000000) != 0 ? (remainder << 1) ^ 0x04C11DB7 : remainder << 1;
                }

                _nibbles[i] = remainder;
            }
        }

        /// <summary>
        /// Continues <paramref name="crc"/> over the bytes; begin with 0 for a .pe file. Leading zero bytes do not change a CRC of 0, so
        /// records whose length may rot begin with another value.
        /// </summary>
        public uint Append(uint crc, byte[] buffer, int offset, int count)
        {
            uint[] nibbles = _nibbles;
            int end = offset + count;
            for (int i = offset; i < end; i++)
            {
                crc ^= (uint)buffer[i] << 24;
                crc = (crc << 4) ^ nibbles[(int)(crc >> 28)];
                crc = (crc << 4) ^ nibbles[(int)(crc >> 28)];
            }

            return crc;
        }
    }
}
