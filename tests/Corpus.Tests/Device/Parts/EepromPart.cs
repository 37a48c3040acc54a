namespace Corpus.Parts
{
    /// <summary>4096 bytes in pages of 32; a write goes on at the start of its page when it comes to the end.</summary>
    public sealed class EepromPart : Part
    {
        private const int Page = 32;
        private const int Pointer = 4096;

        public EepromPart()
            : base(Pointer + 2)
        {
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            int at = ((bytes[offset] << 8) | bytes[offset + 1]) % Pointer;
            for (int i = 2; i < count; i++)
            {
                State[at] = bytes[offset + i];
                at = (at / Page * Page) + ((at + 1) % Page);
            }

            State[Pointer] = (byte)(at >> 8);
            State[Pointer + 1] = (byte)at;
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            int at = (State[Pointer] << 8) | State[Pointer + 1];
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = State[(at + i) % Pointer];
            }
        }
    }
}
