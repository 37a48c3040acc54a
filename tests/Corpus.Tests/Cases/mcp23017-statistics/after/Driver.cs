using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Sixteen pins in two ports.</summary>
    public class Mcp23017
    {
        private const byte Olat = 0x14;

        private readonly I2cDevice _device;
        private readonly byte[] _latches = new byte[2];

        public Mcp23017(I2cDevice device)
        {
            _device = device;
            _device.Write(new byte[] { 0x00, 0x00 });
            _device.Write(new byte[] { 0x01, 0x00 });
        }

        public int Writes
        {
            get { return 0; }
        }

        public void Set(int pin, bool high)
        {
            int port = pin / 8;
            int mask = 1 << (pin % 8);
            _latches[port] = (byte)(high ? _latches[port] | mask : _latches[port] & ~mask);
            _device.Write(new byte[] { (byte)(Olat + port), _latches[port] });
        }

        public int Latch(int port)
        {
            byte[] answer = new byte[1];
            _device.WriteRead(new byte[] { (byte)(Olat + port) }, answer);
            return answer[0];
        }
    }
}
