namespace NanoLive.Loading
{
    /// <summary>
    /// The checksum of .pe files: CRC-32, most significant bit first, polynomial 0x04C11DB7, initial 0, no final xor (nf-interpreter
    /// <c>SUPPORT_ComputeCRC</c>). It guards against accidents only. Half a byte at a time: a table of 64 bytes.
    /// </summary>
    internal sealed class PeCrc
    {
        private const uint Polynomial = 0x04C11DB7;
        private const int WordLengthBytes = 4;
        private readonly uint[] _table = new uint[16];

        internal PeCrc()
        {
            for (uint i = 0; i < 16; i++)
            {
                uint value = i << 28;
                for (int bit = 0; bit < 4; bit++)
                {
                    value = (value & 0x80000000) != 0 ? (value << 1) ^ Polynomial : value << 1;
                }

                _table[i] = value;
            }
        }

        internal int Of(byte[] image, int begin, int end)
        {
            return (int)Append(0, image, begin, end);
        }

        /// <summary>Over the header, with its own place counted as 0.</summary>
        internal int OfHeader(byte[] image, int place)
        {
            uint crc = Append(0, image, 0, place);
            crc = Append(crc, new byte[WordLengthBytes], 0, WordLengthBytes);
            return (int)Append(crc, image, place + WordLengthBytes, PeImage.HeaderLengthBytes);
        }

        private uint Append(uint crc, byte[] buffer, int begin, int end)
        {
            for (int i = begin; i < end; i++)
            {
                crc ^= (uint)buffer[i] << 24;
                crc = (crc << 4) ^ _table[crc >> 28];
                crc = (crc << 4) ^ _table[crc >> 28];
            }

            return crc;
        }
    }
}
