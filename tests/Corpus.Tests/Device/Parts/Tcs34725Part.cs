namespace Corpus.Parts
{
    /// <summary>
    /// A colour sensor: clear, red, green, blue behind a time of integration and a gain, all of them cut where the counter ends; and an interrupt when the clear
    /// channel was out of its limits often enough in a row.
    /// </summary>
    public sealed class Tcs34725Part : RegisterMap
    {
        private const int Enable = 0x00;
        private const int Time = 0x01;
        private const int Low = 0x04;
        private const int High = 0x06;
        private const int Persistence = 0x0C;
        private const int Control = 0x0F;
        private const int Identity = 0x12;
        private const int Status = 0x13;
        private const int Data = 0x14;
        private const int SinceStep = 0x20;

        public Tcs34725Part()
            : base(0x30)
        {
            State[Time] = 0xFF;
            State[Identity] = 0x44;
        }

        // The highest bit is that of a command; type 3 is no register but clears the interrupt.
        protected override int Addressed(int first)
        {
            if ((first & 0x60) == 0x60)
            {
                Since(Step);
                return Status;
            }

            return first & 0x1F;
        }

        protected override int Get(int register)
        {
            bool isOn = (State[Enable] & 0x03) == 0x03;
            if (register == Status)
            {
                return isOn ? 0x01 | (IsOut() ? 0x10 : 0) : 0;
            }

            if (register >= Data && register < Data + 8)
            {
                return isOn ? Channel((register - Data) / 2) >> (8 * (register % 2)) : 0;
            }

            return State[register];
        }

        protected override void Put(int register, int value)
        {
            if (register < Identity)
            {
                State[register] = (byte)value;
            }
        }

        // Clear is what the three see, and a little more.
        private int Channel(int channel)
        {
            int light = channel == 0 ? Light(1) + Light(2) + Light(3) + 20 : Light(channel);
            int cycles = 256 - State[Time];
            long count = (long)light * cycles * Gain() / 400;
            int most = cycles * 1024 > 65535 ? 65535 : cycles * 1024;
            return count > most ? most : (int)count;
        }

        private int Light(int channel)
        {
            return Wandering(channel * 5, 10 * channel, 900 / channel);
        }

        private int Gain()
        {
            int[] gains = { 1, 4, 16, 60 };
            return gains[State[Control] & 3];
        }

        private bool IsOut()
        {
            int clear = Channel(0);
            int code = State[Persistence] & 15;
            int cycles = code < 4 ? code : (code - 3) * 5;
            bool isBeyond = clear < Word(Low) || clear > Word(High);
            return code == 0 || (isBeyond && Step - Since() >= cycles);
        }

        private int Word(int register)
        {
            return State[register] | (State[register + 1] << 8);
        }

        private int Since()
        {
            return Word(SinceStep) | (Word(SinceStep + 2) << 16);
        }

        private void Since(long step)
        {
            for (int i = 0; i < 4; i++)
            {
                State[SinceStep + i] = (byte)(step >> (8 * i));
            }
        }
    }
}
