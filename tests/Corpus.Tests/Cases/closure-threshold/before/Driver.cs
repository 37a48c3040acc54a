using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public delegate bool Test(int value);

    /// <summary>Rings when a value fails its test.</summary>
    public class Alarm
    {
        private int _rang;
        private int _limit = 50;

        public int Check(int value)
        {
            int slack = value % 3;
            Test test = v => v > _limit + slack;
            if (test(value))
            {
                _rang++;
            }

            return _rang;
        }
    }
}
