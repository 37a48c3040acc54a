namespace Corpus.Parts
{
    /// <summary>
    /// A ranger with addresses of 16 bits: begins a range or a look at the light when it is told to, is done with it a step later, and says by an error code when
    /// nothing came back. What is measured stays until its interrupt is cleared.
    /// </summary>
    public sealed class Vl6180xPart : Part
    {
        private const int Registers = 0x220;
        private const int Pointer = Registers;
        private const int Fresh = 0x016;
        private const int RangeStart = 0x018;
        private const int RangeMost = 0x01C;
        private const int Offset = 0x024;
        private const int LightStart = 0x038;
        private const int LightGain = 0x03F;
        private const int RangeStatus = 0x04D;
        private const int InterruptStatus = 0x04F;
        private const int LightValue = 0x050;
        private const int RangeValue = 0x062;
        private const int ClearInterrupt = 0x015;
        private const int RangeBegan = 0x200;
        private const int LightBegan = 0x204;

        public Vl6180xPart()
            : base(Registers + 2)
        {
            State[0x000] = 0xB4;
            State[Fresh] = 1;
            State[RangeMost] = 0x31;
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            State[Pointer] = bytes[offset];
            State[Pointer + 1] = bytes[offset + 1];
            int at = Address();
            for (int i = 2; i < count && at < RangeBegan; i++, at++)
            {
                Put(at, bytes[offset + i]);
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            Finish();
            int at = Address();
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = State[(at + i) % RangeBegan];
            }
        }

        private int Address()
        {
            return ((State[Pointer] << 8) | State[Pointer + 1]) % RangeBegan;
        }

        private void Put(int register, byte value)
        {
            Finish();
            if (register == ClearInterrupt)
            {
                int left = State[InterruptStatus];
                left = (value & 1) != 0 ? left & 0x38 : left;
                State[InterruptStatus] = (byte)((value & 2) != 0 ? left & 0x07 : left);
                return;
            }

            State[register] = value;
            if (register == RangeStart && (value & 1) != 0)
            {
                Keep(RangeBegan);
            }
            else if (register == LightStart && (value & 1) != 0)
            {
                Keep(LightBegan);
            }
        }

        // A range takes no step, but every fourth one; the light takes one.
        private void Finish()
        {
            if ((State[RangeStart] & 1) != 0 && Step >= Kept(RangeBegan) + (Kept(RangeBegan) % 4 == 3 ? 1 : 0))
            {
                State[RangeStart] = 0;
                int code = Measured(7) % 9 == 0 ? 11 : 0;
                int far = Wandering(6, 20, 190) + (sbyte)State[Offset];
                State[RangeStatus] = (byte)((code << 4) | 1);
                State[RangeValue] = (byte)(code != 0 ? 255 : far < 0 ? 0 : far);
                State[InterruptStatus] |= 4;
            }

            if ((State[LightStart] & 1) != 0 && Step > Kept(LightBegan))
            {
                State[LightStart] = 0;
                int[] gains = { 200, 100, 50, 25, 17, 13, 10, 400 };
                int light = Wandering(3, 10, 1200) * gains[State[LightGain] & 7] / 10;
                light = light > 0xFFFF ? 0xFFFF : light;
                State[LightValue] = (byte)(light >> 8);
                State[LightValue + 1] = (byte)light;
                State[InterruptStatus] |= 0x20;
            }
        }

        private int Kept(int at)
        {
            return State[at] | (State[at + 1] << 8) | (State[at + 2] << 16);
        }

        private void Keep(int at)
        {
            State[at] = (byte)Step;
            State[at + 1] = (byte)(Step >> 8);
            State[at + 2] = (byte)(Step >> 16);
        }
    }
}
