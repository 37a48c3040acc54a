namespace Corpus.Parts
{
    /// <summary>Words of 16 bits behind a register pointer, the higher byte first; what reading and writing each of them does is the part's.</summary>
    public abstract class WordMap : Part
    {
        private const int Registers = 256;
        private const int Pointer = 2 * Registers;

        protected WordMap()
            : base(Pointer + 1)
        {
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            State[Pointer] = bytes[offset];
            if (count > 2)
            {
                Put(State[Pointer], (bytes[offset + 1] << 8) | bytes[offset + 2]);
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            int word = Get(State[Pointer]);
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = (byte)(i % 2 == 0 ? word >> 8 : word);
            }
        }

        protected virtual int Get(int register)
        {
            return Kept(register);
        }

        protected virtual void Put(int register, int word)
        {
            Keep(register, word);
        }

        protected int Kept(int register)
        {
            return (State[2 * register] << 8) | State[(2 * register) + 1];
        }

        protected void Keep(int register, int word)
        {
            State[2 * register] = (byte)(word >> 8);
            State[(2 * register) + 1] = (byte)word;
        }
    }
}
