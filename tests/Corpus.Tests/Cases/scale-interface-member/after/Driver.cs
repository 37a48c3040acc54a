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
    }

    internal static class Scaling
    {
        public static int Apply(int raw)
        {
            return raw * 3 / 2;
        }
    }

    /// <summary>A load cell.</summary>
    public class LoadCell : IScale
    {
        private int _tare;

        public void Tare(int raw)
        {
            _tare = raw;
        }

        public int Grams(int raw)
        {
            return Scaling.Apply(raw - _tare);
        }
    }
}
