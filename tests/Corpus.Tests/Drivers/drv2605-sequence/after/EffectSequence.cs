using System;

namespace Drivers
{
    /// <summary>Effects and pauses, one after the other, up to eight.</summary>
    public sealed class EffectSequence
    {
        private const int PauseBit = 0x80;
        private const int MillisecondsPerPause = 10;

        private readonly byte[] _codes = new byte[Drv2605.Places];
        private int _count;

        public int Count
        {
            get { return _count; }
        }

        public EffectSequence Then(Effect effect)
        {
            return Add((int)effect);
        }

        public EffectSequence ThenTwice(Effect effect)
        {
            return Then(effect).Then(effect);
        }

        /// <summary>10 to 1270.</summary>
        public EffectSequence Pause(int milliseconds)
        {
            if (milliseconds < MillisecondsPerPause || milliseconds > 127 * MillisecondsPerPause)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            return Add(PauseBit | (milliseconds / MillisecondsPerPause));
        }

        public void Clear()
        {
            _count = 0;
        }

        /// <summary>What goes into a place of the part; behind the last it is 0.</summary>
        internal int At(int place)
        {
            return place < _count ? _codes[place] : 0;
        }

        private EffectSequence Add(int code)
        {
            if (_count == _codes.Length)
            {
                throw new InvalidOperationException("no place is left");
            }

            _codes[_count++] = (byte)code;
            return this;
        }
    }
}
