using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>An EEPROM of pages of 32 bytes.</summary>
    public class At24c
    {
        private const int PageBytes = 32;

        private readonly I2cDevice _device;
        private int _written;

        public At24c(I2cDevice device)
        {
            _device = device;
        }

        public int Written
        {
            get { return _written; }
        }

        public void Write(int address, byte[] bytes)
        {
            WritePage(address, bytes, 0, bytes.Length);
        }

        public byte[] Read(int address, int count)
        {
            byte[] bytes = new byte[count];
            _device.WriteRead(new byte[] { (byte)(address >> 8), (byte)address }, bytes);
            return bytes;
        }

        private void WritePage(int address, byte[] bytes, int offset, int count)
        {
            byte[] message = new byte[2 + count];
            message[0] = (byte)(address >> 8);
            message[1] = (byte)address;
            Array.Copy(bytes, offset, message, 2, count);
            _device.Write(message);
            _written += count;
        }
    }
}
