using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Sixteen channels of pulse width.</summary>
    public class Pca9685
    {
        private const int Steps = 4096;

        private readonly I2cDevice _device;
        private readonly int[] _duties = new int[16];

        public Pca9685(I2cDevice device)
        {
            _device = device;
            _device.Write(new byte[] { 0x00, 0x20 });
        }

        public void Set(int channel, int percent)
        {
            int off = Steps * percent / 100;
            _duties[channel] = off;
            _device.Write(new byte[] { (byte)(6 + 4 * channel), 0, 0, (byte)off, (byte)(off >> 8) });
        }

        public int Duty(int channel)
        {
            return _duties[channel];
        }

        public int Total()
        {
            int sum = 0;
            for (int i = 0; i < _duties.Length; i++)
            {
                sum += _duties[i];
            }

            return sum;
        }
    }
}
