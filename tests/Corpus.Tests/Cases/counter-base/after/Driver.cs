using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>What measures goes on from a mark.</summary>
    public class Meter
    {
        protected int Total;
        protected int Scale = 2;
    }

    /// <summary>Counts pulses.</summary>
    public class Counter : Meter
    {
        public virtual void Pulse(int n)
        {
            Total += n;
        }

        public int Count()
        {
            return Total * Scale;
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
