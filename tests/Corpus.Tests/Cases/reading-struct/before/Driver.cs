using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public struct Reading
    {
        public int Value;
    }

    /// <summary>Keeps readings.</summary>
    public class Recorder
    {
        private readonly Reading[] _readings = new Reading[4];
        private int _next;

        public int Add(int value)
        {
            _readings[_next % 4].Value = value;
            _next++;
            return _readings[_next % 4].Value;
        }
    }
}
