namespace Corpus.Parts
{
    /// <summary>Commands of 16 bits, and words that each have their CRC behind them: polynomial 0x31, initial 0xFF.</summary>
    public abstract class CommandPart : Part
    {
        private const int Command = 0;

        /// <summary>Where the bytes of the part's own begin.</summary>
        private const int Own = 2;

        /// <param name="own">Bytes that the part keeps besides the command.</param>
        protected CommandPart(int own)
            : base(Own + own)
        {
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            State[Command] = bytes[offset];
            State[Command + 1] = count > 1 ? bytes[offset + 1] : (byte)0;
            bool isGood = true;
            for (int i = 2; i + 2 < count; i += 3)
            {
                isGood = isGood && Crc(bytes, offset + i) == bytes[offset + i + 2];
            }

            int words = (count - 2) / 3;
            if (isGood)
            {
                Do((State[Command] << 8) | State[Command + 1], words, words > 0 ? Word(bytes, offset + 2) : 0, words > 1 ? Word(bytes, offset + 5) : 0);
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            int command = (State[Command] << 8) | State[Command + 1];
            for (int i = 0; i < count; i += 3)
            {
                int word = Answer(command, i / 3);
                bytes[offset + i] = (byte)(word < 0 ? 0xFF : word >> 8);
                bytes[offset + i + 1] = (byte)(word < 0 ? 0xFF : word);
                bytes[offset + i + 2] = word < 0 ? (byte)0xFF : Crc(bytes, offset + i);
            }
        }

        /// <summary>A command with at most two words, whose CRCs were right.</summary>
        protected abstract void Do(int command, int words, int first, int second);

        /// <summary>A word of the answer to the last command; below zero: there is none.</summary>
        protected abstract int Answer(int command, int index);

        protected int Kept(int at)
        {
            return (State[Own + at] << 8) | State[Own + at + 1];
        }

        protected void Keep(int at, int word)
        {
            State[Own + at] = (byte)(word >> 8);
            State[Own + at + 1] = (byte)word;
        }

        private static int Word(byte[] bytes, int at)
        {
            return (bytes[at] << 8) | bytes[at + 1];
        }

        private static byte Crc(byte[] bytes, int at)
        {
            int crc = 0xFF;
            for (int i = 0; i < 2; i++)
            {
                crc ^= bytes[at + i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = ((crc & 0x80) != 0 ? (crc << 1) ^ 0x31 : crc << 1) & 0xFF;
                }
            }

            return (byte)crc;
        }
    }
}
