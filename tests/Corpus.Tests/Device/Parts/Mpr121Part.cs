namespace Corpus.Parts
{
    /// <summary>
    /// Twelve electrodes: each has a baseline and a filtered value that falls under it when it is touched; whether it counts is up to two thresholds each. Runs
    /// only when electrodes are enabled, and takes configuration only while they are not.
    /// </summary>
    public sealed class Mpr121Part : RegisterMap
    {
        private const int Filtered = 0x04;
        private const int Baseline = 0x1E;
        private const int Thresholds = 0x41;
        private const int ElectrodeControl = 0x5E;
        private const int Reset = 0x80;
        private const int WasTouched = 0x82;

        public Mpr121Part()
            : base(0x84)
        {
            Begin();
        }

        protected override int Get(int register)
        {
            int electrodes = State[ElectrodeControl] & 0x0F;
            if (electrodes == 0 && register < 0x2B)
            {
                return 0;
            }

            if (register < 2)
            {
                return Touched(electrodes) >> (8 * register);
            }

            if (register >= Filtered && register < Filtered + 24)
            {
                return Value((register - Filtered) / 2) >> (8 * (register % 2));
            }

            return register >= Baseline && register < Baseline + 12 ? Base(register - Baseline) >> 2 : State[register];
        }

        protected override void Put(int register, int value)
        {
            if (register == Reset && value == 0x63)
            {
                Begin();
            }
            else if (register == ElectrodeControl || State[ElectrodeControl] == 0)
            {
                State[register] = (byte)value;
            }
        }

        private void Begin()
        {
            for (int i = 0; i < State.Length; i++)
            {
                State[i] = 0;
            }

            State[0x5C] = 0x10;
            State[0x5D] = 0x24;
        }

        // An electrode stays touched until its value is above the lower one of the two thresholds.
        private int Touched(int electrodes)
        {
            int touched = 0;
            for (int i = 0; i < electrodes && i < 12; i++)
            {
                bool was = ((State[WasTouched] | (State[WasTouched + 1] << 8)) >> i & 1) != 0;
                int threshold = State[Thresholds + (2 * i) + (was ? 1 : 0)];
                touched |= Base(i) - Value(i) > threshold ? 1 << i : 0;
            }

            State[WasTouched] = (byte)touched;
            State[WasTouched + 1] = (byte)(touched >> 8);
            return touched;
        }

        private int Base(int electrode)
        {
            return 640 + (16 * electrode);
        }

        private int Value(int electrode)
        {
            bool isFinger = (Step + (electrode * 5)) / 4 % 11 == 0;
            return Base(electrode) - (isFinger ? 40 : 0) - (Measured(electrode) & 7);
        }
    }
}
