using System;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>The lowest and the highest value so far.</summary>
    public class Window
    {
        private int _lowest = int.MaxValue;
        private int _highest = int.MinValue;
        private int _puts;

        public int Low
        {
            get { return _lowest; }
        }

        public int High
        {
            get { return _highest; }
        }

        public void Put(int value)
        {
            if (value < _lowest)
            {
                _lowest = value;
            }

            if (value > _highest)
            {
                _highest = value;
            }

            _puts += value == 0 ? 0 : 1;
        }
    }
}
