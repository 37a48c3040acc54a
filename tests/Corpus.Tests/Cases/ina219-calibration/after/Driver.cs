using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A current meter over a shunt.</summary>
    public class Ina219
    {
        /// <summary>Microamperes a bit.</summary>
        public const int MicroampsPerBit = 12;

        private readonly I2cDevice _device;
        private readonly byte[] _data = new byte[2];

        public Ina219(I2cDevice device)
        {
            _device = device;
            _device.Write(new byte[] { 0x05, 0x10, 0x00 });
        }

        public int CurrentMicroamps()
        {
            return Raw(0x04) * MicroampsPerBit;
        }

        public int BusMillivolts()
        {
            return (Raw(0x02) >> 3) * 4;
        }

        private short Raw(byte register)
        {
            _device.WriteRead(new byte[] { register }, _data);
            return (short)((_data[0] << 8) | _data[1]);
        }
    }
}
