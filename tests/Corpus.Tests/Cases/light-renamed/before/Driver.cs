using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Smooths a light level.</summary>
    public class LightMeter
    {
        private int _level;
        private int _samples;

        public int Samples
        {
            get { return _samples; }
        }

        public int Add(int raw)
        {
            _level = _samples == 0 ? raw : (_level * 3 + raw) / 4;
            _samples++;
            return _level;
        }
    }
}
