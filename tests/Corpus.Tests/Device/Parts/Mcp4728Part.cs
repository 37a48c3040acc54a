namespace Corpus.Parts
{
    /// <summary>
    /// Four outputs, each with its value, reference, gain and rest, in registers and once more in an EEPROM that a write takes several steps for. What is read is
    /// three bytes of a channel's registers and three of its EEPROM, channel by channel.
    /// </summary>
    public sealed class Mcp4728Part : Part
    {
        private const int Eeprom = 8;
        private const int BusyUntil = 16;
        private const int BusySteps = 2;

        public Mcp4728Part()
            : base(20)
        {
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            int command = bytes[offset] >> 5;
            if (bytes[offset] < 0x40)
            {
                // Fast: two bytes a channel, from the first on; reference and gain stay.
                for (int i = 0; i + 1 < count && i < 8; i += 2)
                {
                    State[i] = (byte)((State[i] & 0x90) | ((bytes[offset + i] & 0x30) << 1) | (bytes[offset + i] & 0x0F));
                    State[i + 1] = bytes[offset + i + 1];
                }
            }
            else if (command == 2)
            {
                Multiple(bytes, offset, count, (bytes[offset] & 0x18) == 0x18);
            }
            else if (command == 4 || command == 6)
            {
                int bit = command == 4 ? 0x80 : 0x10;
                for (int channel = 0; channel < 4; channel++)
                {
                    bool isSet = (bytes[offset] & (8 >> channel)) != 0;
                    State[2 * channel] = (byte)(isSet ? State[2 * channel] | bit : State[2 * channel] & ~bit);
                }
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            int ready = Step >= Until() ? 0x80 : 0;
            for (int i = 0; i < count && i < 24; i++)
            {
                int channel = i / 6;
                int from = (2 * channel) + (i % 6 >= 3 ? Eeprom : 0);
                bytes[offset + i] = (byte)(i % 3 == 0 ? ready | 0x40 | (channel << 4) : State[from + (i % 3) - 1]);
            }
        }

        private void Multiple(byte[] bytes, int offset, int count, bool isForever)
        {
            for (int i = 0; i + 2 < count; i += 3)
            {
                int channel = (bytes[offset + i] >> 1) & 3;
                State[2 * channel] = bytes[offset + i + 1];
                State[(2 * channel) + 1] = bytes[offset + i + 2];
                if (isForever && Step >= Until())
                {
                    State[Eeprom + (2 * channel)] = bytes[offset + i + 1];
                    State[Eeprom + (2 * channel) + 1] = bytes[offset + i + 2];
                    Until(Step + BusySteps);
                }
            }
        }

        private long Until()
        {
            return State[BusyUntil] | (State[BusyUntil + 1] << 8) | (State[BusyUntil + 2] << 16);
        }

        private void Until(long step)
        {
            State[BusyUntil] = (byte)step;
            State[BusyUntil + 1] = (byte)(step >> 8);
            State[BusyUntil + 2] = (byte)(step >> 16);
        }
    }
}
