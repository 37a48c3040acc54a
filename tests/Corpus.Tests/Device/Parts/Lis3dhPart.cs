namespace Corpus.Parts
{
    /// <summary>
    /// An accelerometer: three axes, left-aligned in 8, 10 or 12 bits by its mode and scaled by its range; a click now and then, when the axis is watched, and free
    /// fall under a threshold. Axes that are off, or a part that is, answer zeros.
    /// </summary>
    public sealed class Lis3dhPart : RegisterMap
    {
        private const int Identity = 0x0F;
        private const int Control1 = 0x20;
        private const int Control4 = 0x23;
        private const int Status = 0x27;
        private const int Out = 0x28;
        private const int FallSource = 0x31;
        private const int FallThreshold = 0x32;
        private const int ClickConfiguration = 0x38;
        private const int ClickSource = 0x39;
        private const int ClickThreshold = 0x3A;

        public Lis3dhPart()
            : base(0x80)
        {
            State[Identity] = 0x33;
            State[Control1] = 0x07;
        }

        // The highest bit asks for the next registers, too.
        protected override int Addressed(int first)
        {
            return first & 0x7F;
        }

        protected override int Get(int register)
        {
            bool isOn = (State[Control1] & 0xF0) != 0;
            if (register == Status)
            {
                return isOn ? 0x0F : 0;
            }

            if (register >= Out && register < Out + 6)
            {
                int axis = (register - Out) / 2;
                bool isAxisOn = isOn && (State[Control1] & (1 << axis)) != 0;
                return isAxisOn ? Aligned(axis) >> (8 * ((register - Out) % 2)) : 0;
            }

            if (register == ClickSource)
            {
                bool isClick = isOn && (State[ClickConfiguration] & 0x10) != 0 && Step % 7 == 3 && (Measured(20) & 0x7F) > (State[ClickThreshold] & 0x7F);
                return isClick ? 0x54 | (Step % 2 == 0 ? 0x08 : 0) : 0;
            }

            return register == FallSource ? (isOn && (Measured(21) & 0x7F) < State[FallThreshold] ? 0x55 : 0x15) : State[register];
        }

        protected override void Put(int register, int value)
        {
            if (register != Identity && register != Status)
            {
                State[register] = (byte)value;
            }
        }

        // Milli-g, then as many digits as the mode has, at the upper end of 16 bits.
        private int Aligned(int axis)
        {
            int milli = axis == 2 ? Wandering(4, 700, 1300) : Wandering(2 + (5 * axis), -900, 900);
            bool isLow = (State[Control1] & 0x08) != 0;
            bool isHigh = (State[Control4] & 0x08) != 0;
            int bits = isLow ? 8 : isHigh ? 12 : 10;
            int range = (State[Control4] >> 4) & 3;
            int fullMilli = 2000 << range;
            int digits = milli * (1 << (bits - 1)) / fullMilli;
            return digits << (16 - bits);
        }
    }
}
