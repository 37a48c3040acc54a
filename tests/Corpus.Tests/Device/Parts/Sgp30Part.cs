namespace Corpus.Parts
{
    /// <summary>
    /// A sensor of air: answers 400 and 0 until it has warmed up, then what it measures against its two baselines and a humidity. Baselines are read CO2 first and
    /// written TVOC first; it takes them only when it was initialised.
    /// </summary>
    public sealed class Sgp30Part : CommandPart
    {
        private const int InitialisedAt = 0;
        private const int IsInitialised = 2;
        private const int Co2Baseline = 4;
        private const int TvocBaseline = 6;
        private const int Humidity = 8;
        private const int WarmUp = 8;

        public Sgp30Part()
            : base(10)
        {
        }

        protected override void Do(int command, int words, int first, int second)
        {
            switch (command)
            {
                case 0x2003:
                    Keep(InitialisedAt, (int)Step);
                    Keep(IsInitialised, 1);
                    Keep(Co2Baseline, 0x8A00);
                    Keep(TvocBaseline, 0x8C00);
                    Keep(Humidity, 0);
                    break;
                case 0x201E:
                    if (Kept(IsInitialised) == 1 && words == 2)
                    {
                        Keep(TvocBaseline, first);
                        Keep(Co2Baseline, second);
                    }

                    break;
                case 0x2061:
                    Keep(Humidity, words == 1 ? first : Kept(Humidity));
                    break;
            }
        }

        protected override int Answer(int command, int index)
        {
            switch (command)
            {
                case 0x2008:
                    return Kept(IsInitialised) == 0 ? -1 : index == 0 ? Co2() : Tvoc();
                case 0x2015:
                    return index == 0 ? Kept(Co2Baseline) + (Measured(5) & 3) : Kept(TvocBaseline) + (Measured(6) & 3);
                case 0x2050:
                    return index == 0 ? Wandering(3, 12800, 13900) : Wandering(4, 17900, 19100);
                case 0x2032:
                    return 0xD400;
                case 0x202F:
                    return 0x0022;
                case 0x3682:
                    return 0x1200 + index;
                default:
                    return -1;
            }
        }

        private bool IsWarm()
        {
            return (((int)Step - Kept(InitialisedAt)) & 0xFFFF) >= WarmUp;
        }

        private int Co2()
        {
            return IsWarm() ? Limited(400 + ((Kept(Co2Baseline) - 0x8900) / 8) + Wandering(1, 0, 600) + (Kept(Humidity) / 64), 400, 60000) : 400;
        }

        private int Tvoc()
        {
            return IsWarm() ? Limited(((Kept(TvocBaseline) - 0x8B00) / 16) + Wandering(2, 0, 300), 0, 60000) : 0;
        }

        private static int Limited(int value, int least, int most)
        {
            return value < least ? least : value > most ? most : value;
        }
    }
}
