namespace Corpus.Parts
{
    /// <summary>A part on the bus whose whole state is one array, so that a test can put another board's part into it.</summary>
    public abstract class Part
    {
        /// <summary>Counts up with the board's ticks; what is measured is a function of it.</summary>
        public long Step;

        protected Part(int stateBytes)
        {
            State = new byte[stateBytes];
        }

        public byte[] State { get; }

        public abstract void Write(byte[] bytes, int offset, int count);

        public abstract void Read(byte[] bytes, int offset, int count);

        /// <summary>The same for the same place and step, and else as good as random.</summary>
        protected byte Measured(int place)
        {
            uint mixed = ((uint)Step * 2654435761u) ^ (((uint)place * 40503u) + 97u);
            mixed ^= mixed >> 15;
            mixed *= 2246822519u;
            return (byte)(mixed >> 13);
        }

        /// <summary>Goes slowly from one to the other and back, never quite evenly.</summary>
        protected int Wandering(int place, int least, int most)
        {
            int far = (int)(((Step * (3 + place)) + (place * 37)) % 200);
            int near = far < 100 ? far : 200 - far;
            return least + ((most - least) * near / 100) + (Measured(place) & 7);
        }
    }
}
