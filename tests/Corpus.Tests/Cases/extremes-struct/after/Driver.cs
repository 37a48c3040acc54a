using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Lowest and highest of what was seen.</summary>
    public struct Span
    {
        public long Low;
        public int High;
    }

    /// <summary>Keeps the extremes.</summary>
    public class Extremes
    {
        private Span _span;
        private int _seen;

        public string Add(int value)
        {
            _span.Low = _seen == 0 || value < _span.Low ? value : _span.Low;
            _span.High = _seen == 0 || value > _span.High ? value : _span.High;
            _seen++;
            return _span.Low.ToString() + ".." + _span.High.ToString();
        }
    }
}
