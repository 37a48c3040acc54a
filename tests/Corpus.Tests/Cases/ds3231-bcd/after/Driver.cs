using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A clock that counts in BCD.</summary>
    public class Ds3231
    {
        private readonly I2cDevice _device;
        private readonly byte[] _registers = new byte[7];

        public Ds3231(I2cDevice device)
        {
            _device = device;
        }

        public string Now()
        {
            _device.WriteRead(new byte[] { 0x00 }, _registers);
            return (2000 + FromBcd(_registers[6])).ToString() + "-" + FromBcd(_registers[5] & 0x1F).ToString() + "-" + FromBcd(_registers[4] & 0x3F).ToString()
                + " " + FromBcd(_registers[2] & 0x3F).ToString() + ":" + FromBcd(_registers[1]).ToString() + ":" + FromBcd(_registers[0]).ToString();
        }

        public void SetAlarm(int minute)
        {
            _device.Write(new byte[] { 0x0B, ToBcd(minute) });
        }

        private static int FromBcd(int value)
        {
            return (value >> 4) * 10 + (value & 15);
        }

        private static byte ToBcd(int value)
        {
            return (byte)(value / 10 * 16 + value % 10);
        }
    }
}
