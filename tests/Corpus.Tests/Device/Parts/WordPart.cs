namespace Corpus.Parts
{
    /// <summary>
    /// Two words, each with its CRC (polynomial 0x31, initial 0xFF), after a 16-bit command: 2400 measures once, 2130 begins to measure
    /// periodically and 3093 ends it, E000 fetches what was measured periodically, 30A2 resets. At the wrong time the answer is all ones.
    /// </summary>
    public sealed class WordPart : Part
    {
        private const int Periodic = 2;

        public WordPart()
            : base(Periodic + 1)
        {
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            State[0] = bytes[offset];
            State[1] = bytes[offset + 1];
            int command = (State[0] << 8) | State[1];
            if (command == 0x2130)
            {
                State[Periodic] = 1;
            }
            else if (command == 0x3093 || command == 0x30A2)
            {
                State[Periodic] = 0;
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            bool answers = count == 6 && State[0] == (State[Periodic] == 1 ? 0xE0 : 0x24);
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = answers ? Measured(i) : (byte)0xFF;
            }

            for (int at = offset; answers && at < offset + count; at += 3)
            {
                bytes[at + 2] = Crc(bytes, at);
            }
        }

        private static byte Crc(byte[] bytes, int offset)
        {
            int crc = 0xFF;
            for (int i = 0; i < 2; i++)
            {
                crc ^= bytes[offset + i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = ((crc & 0x80) != 0 ? (crc << 1) ^ 0x31 : crc << 1) & 0xFF;
                }
            }

            return (byte)crc;
        }
    }
}
