namespace Corpus.Parts
{
    /// <summary>
    /// A meter of current: voltages of shunt and bus, which averaging makes calmer, current and power once there is a calibration, and one limit that is watched.
    /// Bit 15 of the configuration resets all.
    /// </summary>
    public sealed class Ina226Part : WordMap
    {
        private const int Configuration = 0;
        private const int Shunt = 1;
        private const int Bus = 2;
        private const int Power = 3;
        private const int Current = 4;
        private const int Calibration = 5;
        private const int Mask = 6;
        private const int Alert = 7;

        public Ina226Part()
        {
            Reset();
        }

        protected override int Get(int register)
        {
            bool isOn = (Kept(Configuration) & 7) != 0;
            switch (register)
            {
                case Shunt:
                    return isOn ? ShuntVoltage() & 0xFFFF : 0;
                case Bus:
                    return isOn ? BusVoltage() : 0;
                case Current:
                    return isOn ? (ShuntVoltage() * Kept(Calibration) / 2048) & 0xFFFF : 0;
                case Power:
                    return isOn ? Magnitude(ShuntVoltage() * Kept(Calibration) / 2048) * BusVoltage() / 20000 : 0;
                case Mask:
                    return Kept(Mask) | (isOn ? 0x08 : 0) | (IsBeyond() ? 0x10 : 0);
                default:
                    return Kept(register);
            }
        }

        protected override void Put(int register, int word)
        {
            if (register == Configuration && (word & 0x8000) != 0)
            {
                Reset();
            }
            else if (register == Configuration || register == Calibration || register == Mask || register == Alert)
            {
                Keep(register, word);
            }
        }

        private static int Magnitude(int value)
        {
            return value < 0 ? -value : value;
        }

        private void Reset()
        {
            for (int i = 0; i < 8; i++)
            {
                Keep(i, 0);
            }

            Keep(Configuration, 0x4127);
            Keep(0xFE, 0x5449);
            Keep(0xFF, 0x2260);
        }

        // What flutters is divided by the number of averages.
        private int ShuntVoltage()
        {
            return Wandering(2, -900, 8200) + (Measured(3) * 4 >> Averages());
        }

        private int BusVoltage()
        {
            return Wandering(6, 8400, 10800) + (Measured(7) >> Averages());
        }

        private int Averages()
        {
            return (Kept(Configuration) >> 9) & 7;
        }

        private bool IsBeyond()
        {
            int limit = Kept(Alert);
            int mask = Kept(Mask);
            return ((mask & 0x8000) != 0 && ShuntVoltage() > (short)limit)
                || ((mask & 0x2000) != 0 && BusVoltage() > limit)
                || ((mask & 0x1000) != 0 && BusVoltage() < limit);
        }
    }
}
