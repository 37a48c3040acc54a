using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Eight pins behind one byte.</summary>
    public class Pcf8574
    {
        private readonly I2cDevice _device;
        private readonly byte[] _in = new byte[1];
        private byte _out = 0xFF;

        public Pcf8574(I2cDevice device)
        {
            _device = device;
            _device.WriteByte(_out);
        }

        public int Shadow
        {
            get { return _out; }
        }

        public void Write(int pin, bool high)
        {
            byte mask = (byte)(1 << pin);
            _out = (byte)(high ? _out | mask : _out & ~mask);
            _device.WriteByte(_out);
        }

        public int Read()
        {
            _device.Read(_in);
            return _in[0];
        }
    }
}
