using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A load cell.</summary>
    public class LoadCell
    {
        private int _tare;

        public void Tare(int raw)
        {
            _tare = raw;
        }

        public int Grams(int raw)
        {
            return (raw - _tare) * 3 / 2;
        }
    }
}
