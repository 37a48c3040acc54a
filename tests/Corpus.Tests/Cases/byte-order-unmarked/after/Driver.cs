using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Keeps the raw word of its last reading.</summary>
    public class Barometer
    {
        private readonly I2cDevice _device;
        private readonly byte[] _data = new byte[2];
        private int _raw;

        public Barometer(I2cDevice device)
        {
            _device = device;
        }

        public void Refresh()
        {
            _raw = ReadWord(0x10);
        }

        private int ReadWord(byte register)
        {
            _device.WriteRead(new byte[] { register }, _data);
            return (_data[0] << 8) | _data[1];
        }

        public int Pascal()
        {
            return 30000 + _raw;
        }
    }
}
