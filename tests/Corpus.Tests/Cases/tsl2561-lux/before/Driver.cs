using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A light sensor with a table of coefficients by the ratio of its channels.</summary>
    public class Tsl2561
    {
        private static readonly int[] Ratios = { 0x40, 0x80, 0xC0, 0x100, 0x138, 0x19A, 0x29A, 0x7FFF };
        private static readonly int[] B = { 0x1F2, 0x214, 0x23F, 0x270, 0x16F, 0xD2, 0x18, 0 };
        private static readonly int[] M = { 0x1BE, 0x2D1, 0x37B, 0x3FE, 0x1FC, 0xFB, 0x10, 0 };

        private readonly I2cDevice _device;
        private readonly byte[] _data = new byte[4];
        private int _shift = 4;

        public Tsl2561(I2cDevice device)
        {
            _device = device;
            _device.Write(new byte[] { 0x80, 0x03 });
        }

        public int Lux()
        {
            _device.WriteRead(new byte[] { 0x8C }, _data);
            int broadband = _data[0] | (_data[1] << 8);
            int infrared = _data[2] | (_data[3] << 8);
            return Lux(broadband >> _shift, infrared >> _shift);
        }

        private static int Lux(int broadband, int infrared)
        {
            int ratio = broadband == 0 ? 0 : ((infrared << 10) / broadband + 1) >> 1;
            int at = 0;
            while (at < Ratios.Length - 1 && ratio > Ratios[at])
            {
                at++;
            }

            int value = broadband * B[at] - infrared * M[at];
            return value < 0 ? 0 : (value + (1 << 13)) >> 14;
        }
    }
}
