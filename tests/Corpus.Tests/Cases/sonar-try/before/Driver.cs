using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Distance by echo.</summary>
    public class Sonar
    {
        private int _last;
        private int _misses;

        public int DistanceMm(int echo)
        {
            if (echo == 0)
            {
                _misses++;
                return -1;
            }

            _last = echo * 17 / 100;
            return _last;
        }

        public int Misses
        {
            get { return _misses; }
        }
    }
}
