using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Eight digits.</summary>
    public class Max7219
    {
        private static readonly byte[] Font = { 0x7E, 0x30, 0x6D, 0x79, 0x33, 0x5B, 0x5F, 0x70, 0x7F, 0x7B };

        private readonly I2cDevice _device;
        private int _intensity = 3;
        private int _shown;

        public Max7219(I2cDevice device)
        {
            _device = device;
        }

        public int Shown
        {
            get { return _shown; }
        }

        public void Show(int number)
        {
            for (int digit = 1; digit <= 8; digit++)
            {
                _device.Write(new byte[] { (byte)digit, Font[number % 10] });
                number /= 10;
            }

            _device.Write(new byte[] { 0x0A, (byte)_intensity });
            _shown++;
        }

        public int Brighter()
        {
            _intensity = (_intensity + 1) % 16;
            return _intensity;
        }
    }
}
