namespace Corpus.Parts
{
    /// <summary>
    /// A driver of a motor that shakes: eight places for effects, each of which takes a while from GO on; GO falls when the last of them is over. Calibrates itself,
    /// and says how that went. In standby nothing runs.
    /// </summary>
    public sealed class Drv2605Part : RegisterMap
    {
        private const int Status = 0x00;
        private const int Mode = 0x01;
        private const int Sequence = 0x04;
        private const int Go = 0x0C;
        private const int Rated = 0x16;
        private const int Compensation = 0x18;
        private const int BackForce = 0x19;
        private const int Voltage = 0x21;
        private const int Period = 0x22;
        private const int EndsAt = 0x30;

        public Drv2605Part()
            : base(0x40)
        {
            Begin();
        }

        protected override int Get(int register)
        {
            Finish();
            if (register == Voltage)
            {
                return (State[Mode] & 0x40) != 0 ? 0 : Wandering(1, 130, 180);
            }

            return register == Period ? 0x30 + (Measured(2) & 15) : State[register];
        }

        protected override void Put(int register, int value)
        {
            Finish();
            if (register == Mode && (value & 0x80) != 0)
            {
                Begin();
                return;
            }

            if (register == Status || register == Voltage || register == Period)
            {
                return;
            }

            State[register] = (byte)value;
            if (register == Go && (State[Mode] & 0x40) == 0)
            {
                EndAt((value & 1) != 0 ? Step + Length() : Step);
            }
        }

        private void Begin()
        {
            for (int i = 0; i < EndsAt; i++)
            {
                State[i] = 0;
            }

            State[Status] = 0xE0;
            State[Mode] = 0x40;
            State[Sequence] = 1;
            State[Rated] = 0x3E;
        }

        // An effect takes as many steps as its number has tens, and one; a pause as many as it says.
        private int Length()
        {
            int steps = (State[Mode] & 7) == 7 ? 6 : 0;
            for (int i = 0; i < 8 && State[Sequence + i] != 0; i++)
            {
                steps += (State[Sequence + i] & 0x80) != 0 ? State[Sequence + i] & 0x7F : 1 + (State[Sequence + i] / 40);
            }

            return steps;
        }

        private void Finish()
        {
            if ((State[Go] & 1) == 0 || Step < EndAt())
            {
                return;
            }

            State[Go] = 0;
            if ((State[Mode] & 7) == 7)
            {
                bool isGood = State[Rated] >= 0x20 && State[Rated] < 0x90;
                State[Status] = (byte)(isGood ? 0xE0 : 0xE8);
                State[Compensation] = (byte)(0x0C + (State[Rated] >> 4));
                State[BackForce] = (byte)(0x60 + (Measured(3) & 15));
            }
        }

        private long EndAt()
        {
            return State[EndsAt] | (State[EndsAt + 1] << 8) | (State[EndsAt + 2] << 16);
        }

        private void EndAt(long step)
        {
            State[EndsAt] = (byte)step;
            State[EndsAt + 1] = (byte)(step >> 8);
            State[EndsAt + 2] = (byte)(step >> 16);
        }
    }
}
