using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    [StateMigration(typeof(Barometer))]
    internal static class BarometerMigration
    {
        public static void Up(object old, object next)
        {
            Barometer.Turn((Barometer)next);
        }

        public static void Down(object next, object old)
        {
            Barometer.Turn((Barometer)old);
        }
    }

    /// <summary>Keeps the raw word of its last reading.</summary>
    public class Barometer
    {
        private readonly I2cDevice _device;
        private readonly byte[] _data = new byte[2];
        private int _raw;

        public Barometer(I2cDevice device)
        {
            _device = device;
        }

        public void Refresh()
        {
            _device.WriteRead(new byte[] { 0x10 }, _data);
            _raw = (_data[0] << 8) | _data[1];
        }

        internal static void Turn(Barometer barometer)
        {
            barometer._raw = (barometer._raw & 0xFF) << 8 | barometer._raw >> 8;
        }

        public int Pascal()
        {
            return 30000 + _raw;
        }
    }
}
