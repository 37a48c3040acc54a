namespace Corpus.Parts
{
    /// <summary>
    /// A matrix of 144 lamps: eight pages of frames and one of functions behind a page register; which frame is shown goes by itself when it plays them, and the
    /// function page says which one it is. In shutdown nothing plays.
    /// </summary>
    public sealed class Is31fl3731Part : Part
    {
        private const int PageSize = 0xC0;
        private const int Functions = 8 * PageSize;
        private const int Page = Functions + 16;
        private const int Pointer = Page + 1;
        private const int Mode = Functions + 0x00;
        private const int Picture = Functions + 0x01;
        private const int AutoPlay = Functions + 0x02;
        private const int AutoDelay = Functions + 0x03;
        private const int FrameState = Functions + 0x07;
        private const int Shutdown = Functions + 0x0A;

        public Is31fl3731Part()
            : base(Pointer + 1)
        {
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
            if (bytes[offset] == 0xFD)
            {
                State[Page] = count > 1 ? bytes[offset + 1] : State[Page];
                return;
            }

            State[Pointer] = bytes[offset];
            int at = Start();
            for (int i = 1; i < count && at >= 0; i++)
            {
                int to = at + i - 1;
                if (to != FrameState && to < Page)
                {
                    State[to] = bytes[offset + i];
                }
            }
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            int at = Start();
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = at < 0 ? (byte)0 : at + i == FrameState ? (byte)Shown() : State[at + i];
            }
        }

        private int Start()
        {
            return State[Page] == 0x0B ? Functions + (State[Pointer] & 15) : State[Page] < 8 && State[Pointer] < PageSize ? (State[Page] * PageSize) + State[Pointer] : -1;
        }

        private int Shown()
        {
            bool plays = (State[Mode] & 0x18) == 0x08 && (State[Shutdown] & 1) == 1;
            int frames = (State[AutoPlay] & 7) == 0 ? 8 : State[AutoPlay] & 7;
            int delay = (State[AutoDelay] & 63) / 9;
            return plays ? ((State[Mode] & 7) + (int)(Step / (delay + 1) % frames)) & 7 : State[Picture] & 7;
        }
    }
}
