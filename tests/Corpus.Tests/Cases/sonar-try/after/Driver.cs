using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>What an echo was worth.</summary>
    public enum Echo
    {
        None,
        Near,
        Far,
    }

    /// <summary>Distance by echo.</summary>
    public class Sonar
    {
        private int _last;
        private int _misses;

        public Echo TryDistance(int echo, out int millimetres)
        {
            if (echo == 0)
            {
                _misses++;
                millimetres = _last;
                return Echo.None;
            }

            _last = (echo * 17 + 50) / 100;
            millimetres = _last;
            return _last < 100 ? Echo.Near : Echo.Far;
        }

        public int MissCount
        {
            get { return _misses; }
        }
    }
}
