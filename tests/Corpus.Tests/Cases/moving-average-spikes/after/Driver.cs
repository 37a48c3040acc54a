using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>The median of the last few values.</summary>
    internal sealed class SpikeFilter
    {
        private readonly int[] _last;
        private int _at;

        public SpikeFilter(int length)
        {
            _last = new int[length];
        }

        public int Next(int value)
        {
            _last[_at] = value;
            _at = (_at + 1) % _last.Length;
            int a = _last[0];
            int b = _last[1];
            int c = _last[2];
            return a > b ? (b > c ? b : a > c ? c : a) : (a > c ? a : b > c ? c : b);
        }
    }

    /// <summary>Smooths by the mean of the last eight.</summary>
    public class MovingAverage
    {
        private readonly int[] _window = new int[8];
        private int _next;
        private int _sum;
        private readonly SpikeFilter _spikes = new SpikeFilter(3);

        public int Add(int value)
        {
            value = _spikes.Next(value);
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
