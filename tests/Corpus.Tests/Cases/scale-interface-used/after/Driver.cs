using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public interface IScale
    {
        int Grams(int raw);

        void Tare(int raw);

        int Grams(int raw, int factor);
    }

    /// <summary>A load cell.</summary>
    public class LoadCell : IScale
    {
        private int _tare;

        public int Grams(int raw)
        {
            return (raw - _tare) * 3;
        }

        public void Tare(int raw)
        {
            _tare = raw;
        }

        public int Grams(int raw, int factor)
        {
            return (raw - _tare) * factor;
        }
    }
}
