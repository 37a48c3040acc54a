using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public interface IScale
    {
        int Grams(int raw);

        int Ounces(int raw);
    }

    /// <summary>A load cell.</summary>
    public class LoadCell : IScale
    {
        private int _tare;

        public int Grams(int raw)
        {
            return (raw - _tare) * 3;
        }

        public int Ounces(int raw)
        {
            return Grams(raw) * 10 / 283;
        }
    }
}
