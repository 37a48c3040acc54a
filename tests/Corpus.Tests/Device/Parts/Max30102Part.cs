namespace Corpus.Parts
{
    /// <summary>
    /// A pulse sensor: red and infrared samples of 18 bits come into a queue of 32 while it measures, two a step; what nobody takes is lost, or overwritten, by its
    /// setting. A temperature is there a step after it was asked for.
    /// </summary>
    public sealed class Max30102Part : Part
    {
        private const int Pointer = 0x100;
        private const int FilledTo = 0x101;
        private const int Byte = 0x105;
        private const int Status = 0x00;
        private const int WritePointer = 0x04;
        private const int Overflow = 0x05;
        private const int ReadPointer = 0x06;
        private const int Data = 0x07;
        private const int Configuration = 0x08;
        private const int Mode = 0x09;
        private const int RedCurrent = 0x0C;
        private const int TemperatureWhole = 0x1F;
        private const int TemperatureBegin = 0x21;

        public Max30102Part()
            : base(0x108)
        {
            State[0xFF] = 0x15;
            State[0xFE] = 0x03;
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            Fill();
            State[Pointer] = bytes[offset];
            State[Byte] = 0;
            for (int i = 1; i < count; i++, State[Pointer]++)
            {
                Put(State[Pointer], bytes[offset + i]);
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            Fill();
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = (byte)Get(State[Pointer]);
                if (State[Pointer] != Data)
                {
                    State[Pointer]++;
                }
            }
        }

        private void Put(int register, byte value)
        {
            if (register == Mode && (value & 0x40) != 0)
            {
                for (int i = 0; i < 0x30; i++)
                {
                    State[i] = 0;
                }

                return;
            }

            State[register] = value;
            if (register == TemperatureBegin)
            {
                State[TemperatureWhole] = (byte)Wandering(2, 28, 36);
                State[TemperatureWhole + 1] = (byte)(Measured(3) & 15);
                State[Status + 1] |= 0x02;
            }
        }

        private int Get(int register)
        {
            if (register == Data)
            {
                int at = (State[ReadPointer] & 31) * 2;
                int sample = Sample(State[Byte] / 3, at);
                int value = sample >> (8 * (2 - (State[Byte] % 3)));
                State[Byte] = (byte)((State[Byte] + 1) % 6);
                if (State[Byte] == 0)
                {
                    State[ReadPointer] = (byte)((State[ReadPointer] + 1) & 31);
                    State[Overflow] = 0;
                }

                return value;
            }

            int kept = State[register];
            if (register == Status || register == Status + 1)
            {
                State[register] = 0;
            }

            return kept;
        }

        // A beat every seventh step, on top of what the light's current gives.
        private int Sample(int channel, int at)
        {
            int level = State[RedCurrent + channel] * 700;
            int beat = at / 2 % 7 == 2 ? 900 : at / 2 % 7 == 3 ? 400 : 0;
            int value = level == 0 ? 0 : level + beat + Measured((16 * channel) + 5 + (at % 8));
            return value & 0x3FFFF;
        }

        private void Fill()
        {
            long to = State[FilledTo] | (State[FilledTo + 1] << 8) | (State[FilledTo + 2] << 16);
            bool measures = (State[Mode] & 0x80) == 0 && (State[Mode] & 7) != 0;
            for (; to < Step; to++)
            {
                for (int i = 0; i < 2 && measures; i++)
                {
                    int next = (State[WritePointer] + 1) & 31;
                    if (next == State[ReadPointer])
                    {
                        State[Overflow] = (byte)(State[Overflow] < 31 ? State[Overflow] + 1 : 31);
                        if ((State[Configuration] & 0x10) == 0)
                        {
                            continue;
                        }

                        State[ReadPointer] = (byte)((next + 1) & 31);
                    }

                    State[WritePointer] = (byte)next;
                    State[Status] |= 0x40;
                }
            }

            State[FilledTo] = (byte)to;
            State[FilledTo + 1] = (byte)(to >> 8);
            State[FilledTo + 2] = (byte)(to >> 16);
        }
    }
}
