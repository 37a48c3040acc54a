namespace Corpus.Parts
{
    /// <summary>
    /// A counter of charge: 16 bits that go up and down with what flows, slower the higher its prescaler; two thresholds whose flags fall when the status is read;
    /// does not count while its analog part is shut down.
    /// </summary>
    public sealed class Ltc2941Part : RegisterMap
    {
        private const int Status = 0x00;
        private const int Control = 0x01;
        private const int Charge = 0x02;
        private const int High = 0x04;
        private const int Low = 0x06;
        private const int CountedTo = 0x10;

        public Ltc2941Part()
            : base(0x20)
        {
            State[Status] = 0x81;
            State[Control] = 0x3C;
            State[Charge] = 0x7F;
            State[Charge + 1] = 0xFF;
            State[High] = 0xFF;
            State[High + 1] = 0xFF;
        }

        protected override int Get(int register)
        {
            Flow();
            int value = State[register];
            if (register == Status)
            {
                State[Status] = 0x80;
            }

            return value;
        }

        protected override void Put(int register, int value)
        {
            Flow();
            if (register != Status)
            {
                State[register] = (byte)value;
            }
        }

        // What flowed since it was looked at last.
        private void Flow()
        {
            int to = State[CountedTo] | (State[CountedTo + 1] << 8) | (State[CountedTo + 2] << 16);
            long now = Step;
            int charge = Word(Charge);
            for (; to < now; to++)
            {
                if ((State[Control] & 1) == 0)
                {
                    int full = 1 << ((State[Control] >> 3) & 7);
                    Step = to;
                    charge += Wandering(2, -9000, 8000) / full;
                }

                if (charge < 0 || charge > 0xFFFF)
                {
                    State[Status] |= 0x20;
                    charge = charge < 0 ? 0 : 0xFFFF;
                }
            }

            Step = now;
            State[CountedTo] = (byte)to;
            State[CountedTo + 1] = (byte)(to >> 8);
            State[CountedTo + 2] = (byte)(to >> 16);
            State[Charge] = (byte)(charge >> 8);
            State[Charge + 1] = (byte)charge;
            State[Status] |= (byte)((charge > Word(High) ? 0x08 : 0) | (charge < Word(Low) ? 0x04 : 0));
        }

        private int Word(int register)
        {
            return (State[register] << 8) | State[register + 1];
        }
    }
}
