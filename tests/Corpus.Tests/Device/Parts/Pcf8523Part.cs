namespace Corpus.Parts
{
    /// <summary>
    /// A clock that really goes: ten steps are a second since it was set, in BCD; an alarm by minute, and a countdown whose flags stay up until they are written
    /// down. The oscillator's flag is up until the seconds were written.
    /// </summary>
    public sealed class Pcf8523Part : RegisterMap
    {
        private const int Control1 = 0x00;
        private const int Control2 = 0x01;
        private const int Seconds = 0x03;
        private const int Years = 0x09;
        private const int Alarm = 0x0A;
        private const int TimerControl = 0x0F;
        private const int TimerFrequency = 0x10;
        private const int TimerValue = 0x11;
        private const int SetAt = 0x20;
        private const int CountsFrom = 0x24;
        private static readonly int[] StepsPerCount = { 1, 1, 10, 600, 36000 };

        public Pcf8523Part()
            : base(0x30)
        {
            State[Seconds] = 0x80;
            State[0x06] = 0x01;
            State[0x08] = 0x01;
            State[0x02] = 0xE0;
        }

        protected override int Get(int register)
        {
            if (register == Control2)
            {
                NoteFlags();
            }

            if (register < Seconds || register > Years)
            {
                return register == TimerValue ? Left() : State[register];
            }

            long second = (State[Control1] & 0x20) != 0 ? 0 : (Step - Number(SetAt)) / 10;
            long all = Binary(State[Seconds] & 0x7F) + (60 * Binary(State[4])) + (3600 * Binary(State[5] & 0x3F)) + second;
            switch (register)
            {
                case Seconds:
                    return Bcd((int)(all % 60)) | (State[Seconds] & 0x80);
                case 4:
                    return Bcd((int)(all / 60 % 60));
                case 5:
                    return Bcd((int)(all / 3600 % 24));
                default:
                    return State[register];
            }
        }

        protected override void Put(int register, int value)
        {
            NoteFlags();
            if (register == Control1 && value == 0x58)
            {
                State[TimerControl] = 0;
                State[Control2] = 0;
                value = 0;
            }

            // Flags are written down only.
            State[register] = (byte)(register == Control2 ? (value & 0x07) | (State[Control2] & value & 0xF8) : value);
            if (register == Seconds)
            {
                Number(SetAt, Step);
            }
            else if (register == TimerValue || register == TimerControl)
            {
                Number(CountsFrom, Step);
            }
        }

        private static int Binary(int bcd)
        {
            return ((bcd >> 4) * 10) + (bcd & 15);
        }

        private static int Bcd(int value)
        {
            return ((value / 10) << 4) | (value % 10);
        }

        private void NoteFlags()
        {
            if ((State[Alarm] & 0x80) == 0 && Get(4) == State[Alarm])
            {
                State[Control2] |= 0x08;
            }

            if ((State[TimerControl] & 0x06) == 0x02 && Left() == 0)
            {
                State[Control2] |= 0x40;
                Number(CountsFrom, Step);
            }
        }

        private int Left()
        {
            if ((State[TimerControl] & 0x06) != 0x02)
            {
                return State[TimerValue];
            }

            int each = StepsPerCount[(State[TimerFrequency] & 7) % StepsPerCount.Length];
            long gone = (Step - Number(CountsFrom)) / each;
            return gone >= State[TimerValue] ? 0 : (int)(State[TimerValue] - gone);
        }

        private long Number(int at)
        {
            return State[at] | (State[at + 1] << 8) | (State[at + 2] << 16);
        }

        private void Number(int at, long value)
        {
            State[at] = (byte)value;
            State[at + 1] = (byte)(value >> 8);
            State[at + 2] = (byte)(value >> 16);
        }
    }
}
