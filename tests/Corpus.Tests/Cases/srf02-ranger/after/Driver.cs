using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>An ultrasonic ranger on I2C.</summary>
    public class Srf02
    {
        private const byte StartMicroseconds = 0x52;

        private readonly I2cDevice _device;
        private readonly byte[] _echo = new byte[2];
        private int _lastMm;
        private int _nearestMm = int.MaxValue;

        public Srf02(I2cDevice device)
        {
            _device = device;
        }

        public int NearestMm
        {
            get { return _nearestMm; }
        }

        public int MeasureMm()
        {
            _device.Write(new byte[] { 0x00, StartMicroseconds });
            _device.WriteRead(new byte[] { 0x02 }, _echo);
            int mm = ToMm((_echo[0] << 8) | _echo[1]);
            _lastMm = Smooth(mm);
            if (_lastMm < _nearestMm)
            {
                _nearestMm = _lastMm;
            }

            return _lastMm;
        }

        public int Again()
        {
            return _lastMm;
        }

        private int Smooth(int mm)
        {
            return _lastMm == 0 ? mm : (3 * _lastMm + mm + 2) / 4;
        }

        private static int ToMm(int us)
        {
            return (us * 100 + 290) / 580;
        }
    }
}
