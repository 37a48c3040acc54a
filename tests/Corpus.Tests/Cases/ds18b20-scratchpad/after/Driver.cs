using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A thermometer whose scratchpad of nine bytes ends in a CRC.</summary>
    public class Ds18b20
    {
        private readonly I2cDevice _bridge;
        private readonly byte[] _scratchpad = new byte[9];
        private int _milliC;
        private int _reads;
        private int _errors;

        public Ds18b20(I2cDevice bridge)
        {
            _bridge = bridge;
        }

        public int Errors
        {
            get { return _errors; }
        }

        public int Reads
        {
            get { return _reads; }
        }

        public int MilliC
        {
            get { return _milliC; }
        }

        public bool Convert()
        {
            _bridge.WriteByte(0x44);
            _bridge.WriteRead(new byte[] { 0xBE }, _scratchpad);
            _reads++;
            if (Crc8(_scratchpad, 8) != _scratchpad[8])
            {
                _errors++;
                return false;
            }

            _milliC = ToMilliC((_scratchpad[1] << 8) | _scratchpad[0]);
            return true;
        }

        private static int ToMilliC(int raw)
        {
            return (short)raw * 625 / 10;
        }

        private static int Crc8(byte[] bytes, int count)
        {
            int crc = 0;
            for (int i = 0; i < count; i++)
            {
                int value = bytes[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    int mix = (crc ^ value) & 1;
                    crc >>= 1;
                    if (mix != 0)
                    {
                        crc ^= 0x8C;
                    }

                    value >>= 1;
                }
            }

            return crc;
        }
    }
}
