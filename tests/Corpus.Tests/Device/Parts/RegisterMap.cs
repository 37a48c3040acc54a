namespace Corpus.Parts
{
    /// <summary>Bytes behind a register pointer that goes on by itself; what reading and writing each of them does is the part's.</summary>
    public abstract class RegisterMap : Part
    {
        private readonly int _pointer;

        /// <param name="registers">At least one; what a part keeps besides comes behind them.</param>
        protected RegisterMap(int registers)
            : base(registers + 1)
        {
            _pointer = registers;
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            State[_pointer] = (byte)Addressed(bytes[offset]);
            for (int i = 1; i < count; i++)
            {
                Put(State[_pointer], bytes[offset + i]);
                State[_pointer] = (byte)After(State[_pointer]);
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = (byte)Get(State[_pointer]);
                State[_pointer] = (byte)After(State[_pointer]);
            }
        }

        /// <summary>The register that a first byte on the bus means.</summary>
        protected virtual int Addressed(int first)
        {
            return first;
        }

        protected virtual int After(int register)
        {
            return register + 1;
        }

        protected virtual int Get(int register)
        {
            return State[register];
        }

        protected virtual void Put(int register, int value)
        {
            State[register] = (byte)value;
        }
    }
}
