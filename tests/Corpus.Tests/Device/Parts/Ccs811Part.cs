namespace Corpus.Parts
{
    /// <summary>
    /// A sensor of air behind mailboxes of several bytes each: boots first, measures in the mode it is told to, corrects by humidity and temperature, and takes
    /// a wrong register for an error that is told until it is read.
    /// </summary>
    public sealed class Ccs811Part : Part
    {
        private const int Mailbox = 0;
        private const int IsStarted = 1;
        private const int Mode = 2;
        private const int Error = 3;
        private const int Environment = 4;
        private const int Thresholds = 8;
        private const int Baseline = 13;
        private const int TakenAt = 16;

        public Ccs811Part()
            : base(20)
        {
            Begin();
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            State[Mailbox] = bytes[offset];
            switch (bytes[offset])
            {
                case 0xF4:
                    State[IsStarted] = 1;
                    break;
                case 0xFF:
                    if (count == 5)
                    {
                        Begin();
                    }

                    break;
                case 0x01:
                    Keep(bytes, offset, count, Mode, 1);
                    break;
                case 0x05:
                    Keep(bytes, offset, count, Environment, 4);
                    break;
                case 0x10:
                    Keep(bytes, offset, count, Thresholds, 5);
                    break;
                case 0x11:
                    Keep(bytes, offset, count, Baseline, 2);
                    break;
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = (byte)Answer(State[Mailbox], i);
            }

            if (State[Mailbox] == 0x02 || State[Mailbox] == 0x03)
            {
                State[TakenAt] = (byte)Step;
                State[TakenAt + 1] = (byte)(Step >> 8);
            }
            else if (State[Mailbox] == 0xE0)
            {
                State[Error] = 0;
            }
        }

        private void Begin()
        {
            for (int i = 0; i < State.Length; i++)
            {
                State[i] = 0;
            }

            State[Environment] = 0x64;
            State[Environment + 2] = 0x64;
            State[Baseline] = 0x47;
        }

        private void Keep(byte[] bytes, int offset, int count, int at, int length)
        {
            if (count == 1)
            {
                return;
            }

            if (State[IsStarted] == 0 || count != length + 1)
            {
                State[Error] |= 1;
                return;
            }

            for (int i = 0; i < length; i++)
            {
                State[at + i] = bytes[offset + 1 + i];
            }
        }

        private int Answer(int mailbox, int i)
        {
            switch (mailbox)
            {
                case 0x00:
                    return (State[IsStarted] << 7) | 0x10 | (IsReady() ? 0x08 : 0) | (State[Error] != 0 ? 1 : 0);
                case 0x01:
                    return State[Mode];
                case 0x02:
                    int value = i < 2 ? Co2() : Tvoc();
                    return i < 4 ? value >> (8 * (1 - (i % 2))) : i == 4 ? Answer(0x00, 0) : i == 5 ? State[Error] : Answer(0x03, i - 6);
                case 0x03:
                    int raw = (Wandering(5, 4, 40) << 10) | Wandering(6, 100, 900);
                    return raw >> (8 * (1 - (i % 2)));
                case 0x11:
                    return State[Baseline + (i % 2)];
                case 0x20:
                    return 0x81;
                case 0x21:
                    return 0x12;
                case 0x24:
                    return i == 0 ? 0x20 : 0x01;
                case 0xE0:
                    return State[Error];
                default:
                    State[Error] |= 2;
                    return 0;
            }
        }

        // Every step in the fastest mode, every third in others.
        private bool IsReady()
        {
            int mode = (State[Mode] >> 4) & 7;
            int since = ((int)Step - (State[TakenAt] | (State[TakenAt + 1] << 8))) & 0xFFFF;
            return State[IsStarted] != 0 && mode != 0 && since >= (mode == 1 ? 1 : 3);
        }

        private int Co2()
        {
            return 400 + Wandering(1, 0, 1900) + (State[Environment] - 0x64) + (State[Baseline] - 0x47);
        }

        private int Tvoc()
        {
            return Wandering(2, 0, 700) + (State[Environment + 2] - 0x64 > 0 ? State[Environment + 2] - 0x64 : 0);
        }
    }
}
