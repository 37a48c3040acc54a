using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A thermometer.</summary>
    public class Tmp102
    {
        private readonly I2cDevice _device;
        private readonly byte[] _data = new byte[2];

        public Tmp102(I2cDevice device)
        {
            _device = device;
        }

        public int MilliC()
        {
            I2cTransferResult result = _device.WriteRead(new byte[] { 0x00 }, _data);
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                return 0;
            }

            return ((sbyte)_data[0] * 16 + (_data[1] >> 4)) * 625 / 10;
        }
    }
}
