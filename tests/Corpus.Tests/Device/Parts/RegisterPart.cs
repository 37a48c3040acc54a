namespace Corpus.Parts
{
    /// <summary>256 registers behind a pointer: those that were written keep their value, the others measure.</summary>
    public sealed class RegisterPart : Part
    {
        private const int Written = 256;
        private const int Pointer = 512;

        public RegisterPart()
            : base(Pointer + 1)
        {
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            State[Pointer] = bytes[offset];
            for (int i = 1; i < count; i++)
            {
                State[Written + State[Pointer]] = 1;
                State[State[Pointer]++] = bytes[offset + i];
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                byte at = State[Pointer]++;
                bytes[offset + i] = State[Written + at] == 1 ? State[at] : Measured(at);
            }
        }
    }
}
