using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A light sensor that is asked again only when its integration is over.</summary>
    public class Bh1750
    {
        private readonly I2cDevice _device;
        private readonly byte[] _data = new byte[2];
        private int _raw;
        private long _integration = 1200000;
        private long _due;

        public Bh1750(I2cDevice device)
        {
            _device = device;
            _device.WriteByte(0x10);
        }

        public void Slower(long nowMs)
        {
            _integration = _integration + 300000;
            _due = nowMs + _integration / 10000;
        }

        public bool Poll(long nowMs)
        {
            if (nowMs < _due)
            {
                return false;
            }

            _device.Read(_data);
            _raw = (_data[0] << 8) | _data[1];
            _due = nowMs + _integration / 10000;
            return true;
        }

        public int Lux()
        {
            return _raw * 10 / 12;
        }
    }
}
