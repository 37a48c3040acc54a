using System;

namespace Drivers
{
    /// <summary>The newest samples of both lights.</summary>
    internal sealed class SampleRing
    {
        private readonly int[] _red;
        private readonly int[] _infrared;
        private int _next;
        private int _filled;

        public SampleRing(int length)
        {
            _red = new int[length];
            _infrared = new int[length];
        }

        /// <summary>With copies of what was kept elsewhere.</summary>
        public SampleRing(int[] red, int[] infrared) : this(red.Length)
        {
            Array.Copy(red, 0, _red, 0, red.Length);
            Array.Copy(infrared, 0, _infrared, 0, infrared.Length);
        }

        public int Next
        {
            get { return _next; }
        }

        public int Filled
        {
            get { return _filled; }
        }

        public bool IsFull
        {
            get { return _filled == _red.Length; }
        }

        public int RedMean
        {
            get { return Mean(_red); }
        }

        public int InfraredMean
        {
            get { return Mean(_infrared); }
        }

        public int RedSwing
        {
            get { return Swing(_red); }
        }

        public int InfraredSwing
        {
            get { return Swing(_infrared); }
        }

        public void Add(int red, int infrared)
        {
            _red[_next] = red;
            _infrared[_next] = infrared;
            _next = (_next + 1) % _red.Length;
            _filled = _filled < _red.Length ? _filled + 1 : _filled;
        }

        internal void Place(int next, int filled)
        {
            _next = next;
            _filled = filled;
        }

        internal void WriteTo(int[] red, int[] infrared)
        {
            Array.Copy(_red, 0, red, 0, red.Length);
            Array.Copy(_infrared, 0, infrared, 0, infrared.Length);
        }

        private int Mean(int[] samples)
        {
            long sum = 0;
            for (int i = 0; i < _filled; i++)
            {
                sum += samples[i];
            }

            return _filled == 0 ? 0 : (int)(sum / _filled);
        }

        private int Swing(int[] samples)
        {
            int least = int.MaxValue;
            int most = int.MinValue;
            for (int i = 0; i < _filled; i++)
            {
                least = samples[i] < least ? samples[i] : least;
                most = samples[i] > most ? samples[i] : most;
            }

            return _filled == 0 ? 0 : most - least;
        }
    }
}
