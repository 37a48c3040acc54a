using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A controller in thousandths.</summary>
    public class Pid
    {
        private readonly int _p;
        private readonly int _i;
        private readonly int _d;
        private long _sum;
        private int _last;
        private long _most = 5000;

        public Pid(int p, int i, int d)
        {
            _p = p;
            _i = i;
            _d = d;
        }

        public int Step(int error)
        {
            _sum += error;
            _sum = _sum > _most ? _most : _sum < -_most ? -_most : _sum;
            long output = (long)_p * error + _i * _sum + (long)_d * (error - _last);
            _last = error;
            return Clamp(output / 1000);
        }

        private static int Clamp(long value)
        {
            return value > 1000 ? 1000 : value < -1000 ? -1000 : (int)value;
        }
    }
}
