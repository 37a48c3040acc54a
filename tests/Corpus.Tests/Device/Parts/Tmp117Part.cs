namespace Corpus.Parts
{
    /// <summary>
    /// A thermometer in 1/128 degrees: measures always, once or never, adds its offset, compares with two limits, and keeps limits and offset over a reset when
    /// its EEPROM was unlocked as they were written.
    /// </summary>
    public sealed class Tmp117Part : WordMap
    {
        private const int Result = 0;
        private const int Configuration = 1;
        private const int High = 2;
        private const int Low = 3;
        private const int Unlock = 4;
        private const int Offset = 7;
        private const int Stored = 0x10;
        private const int Once = 0x20;

        public Tmp117Part()
        {
            Keep(Stored + Configuration, 0x0220);
            Keep(Stored + High, 0x6000);
            Keep(Stored + Low, 0x8000);
            Reset();
        }

        protected override int Get(int register)
        {
            int mode = (Kept(Configuration) >> 10) & 3;
            if (register == Result)
            {
                return mode == 1 ? 0x8000 : mode == 3 ? Kept(Once) : Temperature() & 0xFFFF;
            }

            if (register == Configuration)
            {
                int alert = Temperature() > (short)Kept(High) ? 0x8000 : Temperature() < (short)Kept(Low) ? 0x4000 : 0;
                return Kept(Configuration) | (mode == 1 ? 0 : 0x2000 | alert);
            }

            return Kept(register);
        }

        protected override void Put(int register, int word)
        {
            if (register == Configuration && (word & 0x02) != 0)
            {
                Reset();
                return;
            }

            if (register == Unlock)
            {
                Keep(Unlock, word & 0x8000);
                return;
            }

            if (register == Configuration)
            {
                word &= 0x0FFC;
                if ((word >> 10) == 3)
                {
                    Keep(Once, Temperature());
                }
            }

            Keep(register, word);
            if (Kept(Unlock) != 0)
            {
                Keep(Stored + register, word);
            }
        }

        private void Reset()
        {
            for (int i = 0; i < 9; i++)
            {
                Keep(i, Kept(Stored + i));
            }

            Keep(Unlock, 0);
            Keep(0x0F, 0x0117);
            Keep(Once, 0x8000);
        }

        private int Temperature()
        {
            return Wandering(3, 1800, 4200) + (short)Kept(Offset);
        }
    }
}
