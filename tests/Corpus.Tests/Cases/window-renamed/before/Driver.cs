using System;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>The lowest and the highest value so far.</summary>
    public class Window
    {
        private int _a = int.MaxValue;
        private int _b = int.MinValue;
        private int _puts;

        public int Low
        {
            get { return _a; }
        }

        public int High
        {
            get { return _b; }
        }

        public void Put(int value)
        {
            if (value < _a)
            {
                _a = value;
            }

            if (value > _b)
            {
                _b = value;
            }

            _puts++;
        }
    }
}
