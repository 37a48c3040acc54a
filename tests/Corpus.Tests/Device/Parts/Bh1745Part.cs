namespace Corpus.Parts
{
    /// <summary>
    /// A colour sensor: red, green, blue and clear, lower bytes first, which grow with the time of measurement and the gain; an interrupt that is latched until it is
    /// read. It measures only when it was told so, and begins anew when its configuration is written.
    /// </summary>
    public sealed class Bh1745Part : RegisterMap
    {
        private const int SystemControl = 0x40;
        private const int Control1 = 0x41;
        private const int Control2 = 0x42;
        private const int Control3 = 0x44;
        private const int Data = 0x50;
        private const int Interrupt = 0x60;
        private const int Persistence = 0x61;
        private const int High = 0x62;
        private const int Low = 0x64;
        private const int Manufacturer = 0x92;

        public Bh1745Part()
            : base(0xA0)
        {
            Begin();
        }

        protected override int Get(int register)
        {
            bool isOn = (State[Control2] & 0x10) != 0 && State[Control3] == 0x02;
            if (register == Control2)
            {
                return State[Control2] | (isOn ? 0x80 : 0);
            }

            if (register >= Data && register < Data + 8)
            {
                return isOn ? Channel((register - Data) / 2) >> (8 * (register % 2)) : 0;
            }

            if (register == Interrupt)
            {
                int watched = Channel((State[Interrupt] >> 2) & 3);
                bool isBeyond = isOn && (State[Interrupt] & 1) != 0 && (watched > Word(High) || watched < Word(Low));
                return (State[Interrupt] & 0x7F) | (isBeyond && Step % (1 + State[Persistence]) == 0 ? 0x80 : 0);
            }

            return State[register];
        }

        protected override void Put(int register, int value)
        {
            if (register == SystemControl)
            {
                if ((value & 0x80) != 0)
                {
                    Begin();
                }
            }
            else if (register != Manufacturer)
            {
                State[register] = (byte)value;
            }
        }

        private void Begin()
        {
            for (int i = 0; i < State.Length - 1; i++)
            {
                State[i] = 0;
            }

            State[SystemControl] = 0x0B;
            State[High] = 0xFF;
            State[High + 1] = 0xFF;
            State[Manufacturer] = 0xE0;
        }

        private int Channel(int channel)
        {
            int gain = State[Control2] & 3;
            long light = channel == 3 ? Wandering(2, 300, 1400) : Wandering(3 + channel, 40, 900);
            long count = light * (1 << (State[Control1] & 7)) * (gain == 2 ? 16 : gain + 1) / 4;
            return count > 0xFFFF ? 0xFFFF : (int)count;
        }

        private int Word(int register)
        {
            return State[register] | (State[register + 1] << 8);
        }
    }
}
