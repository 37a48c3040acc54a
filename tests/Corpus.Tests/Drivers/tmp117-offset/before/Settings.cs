using System;

namespace Drivers
{
    /// <summary>When the part measures.</summary>
    public enum ConversionMode
    {
        Continuous = 0,
        ShutDown = 1,
        OneShot = 3,
    }

    /// <summary>How many conversions make a measurement.</summary>
    public enum Averaging
    {
        None = 0,
        Of8 = 1,
        Of32 = 2,
        Of64 = 3,
    }

    /// <summary>What is beyond its limit.</summary>
    [Flags]
    public enum Alerts
    {
        None = 0,
        Low = 1,
        High = 2,
    }

    /// <summary>What was measured over a while.</summary>
    public sealed class TemperatureRecord
    {
        private int _count;
        private long _sum;

        public int LowestMilli { get; private set; } = int.MaxValue;

        public int HighestMilli { get; private set; } = int.MinValue;

        public int Count
        {
            get { return _count; }
        }

        public int MeanMilli
        {
            get { return _count == 0 ? 0 : (int)(_sum / _count); }
        }

        internal void Take(int milli)
        {
            _count++;
            _sum += milli;
            LowestMilli = milli < LowestMilli ? milli : LowestMilli;
            HighestMilli = milli > HighestMilli ? milli : HighestMilli;
        }

        internal void Clear()
        {
            _count = 0;
            _sum = 0;
            LowestMilli = int.MaxValue;
            HighestMilli = int.MinValue;
        }
    }
}
