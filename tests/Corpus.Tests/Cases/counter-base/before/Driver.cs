using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Counts pulses.</summary>
    public class Counter
    {
        protected int Total;

        public virtual void Pulse(int n)
        {
            Total += n;
        }

        public int Count()
        {
            return Total;
        }
    }

    /// <summary>Shows what a counter has.</summary>
    public class Display
    {
        private readonly Counter _counter;

        public Display(Counter counter)
        {
            _counter = counter;
        }

        public string Show()
        {
            return _counter.Count().ToString();
        }
    }
}
