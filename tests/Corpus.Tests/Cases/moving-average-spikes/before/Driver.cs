using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Smooths by the mean of the last eight.</summary>
    public class MovingAverage
    {
        private readonly int[] _window = new int[8];
        private int _next;
        private int _sum;

        public int Add(int value)
        {
            _sum += value - _window[_next];
            _window[_next] = value;
            _next = (_next + 1) % _window.Length;
            return Value();
        }

        private int Value()
        {
            return _sum / _window.Length;
        }
    }
}
