using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    [StateMigration(typeof(Sht3x), ConstructorAdditions = true)]
    internal static class Sht3xMigration
    {
        public static void Up(object old, object next)
        {
        }

        public static void Down(object next, object old)
        {
            ((Sht3x)next).End();
        }
    }

    /// <summary>A humidity and temperature sensor that guards each word with a CRC.</summary>
    public sealed class Sht3x
    {
        private readonly I2cDevice _device;
        private readonly byte[] _answer = new byte[6];
        private int _rawTemperature;
        private int _rawHumidity;
        private int _crcErrors;

        public Sht3x(I2cDevice device)
        {
            _device = device;
            _device.Write(new byte[] { 0x30, 0xA2 });
            _device.Write(new byte[] { 0x21, 0x30 });
        }

        public int CrcErrors
        {
            get { return _crcErrors; }
        }

        public bool Refresh()
        {
            _device.Write(new byte[] { 0xE0, 0x00 });
            I2cTransferResult result = _device.Read(_answer);
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                return false;
            }

            if (Crc(_answer, 0) != _answer[2] || Crc(_answer, 3) != _answer[5])
            {
                _crcErrors++;
                return false;
            }

            _rawTemperature = (_answer[0] << 8) | _answer[1];
            _rawHumidity = (_answer[3] << 8) | _answer[4];
            return true;
        }

        public int TemperatureCentiC()
        {
            return (int)(17500L * _rawTemperature / 65535) - 4500;
        }

        public int HumidityCentiPercent()
        {
            return 100 * (100 * _rawHumidity / 65536);
        }

        public void Heat(bool on)
        {
            _device.Write(new byte[] { 0x30, (byte)(on ? 0x6D : 0x66) });
        }

        private static byte Crc(byte[] bytes, int offset)
        {
            int crc = 0xFF;
            for (int i = 0; i < 2; i++)
            {
                crc ^= bytes[offset + i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 0x80) != 0 ? ((crc << 1) ^ 0x31) & 0xFF : (crc << 1) & 0xFF;
                }
            }

            return (byte)crc;
        }

        internal void End()
        {
            _device.Write(new byte[] { 0x30, 0x93 });
        }
    }
}
