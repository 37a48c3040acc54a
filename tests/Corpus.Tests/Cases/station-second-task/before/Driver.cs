using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A tank that is filled and drained.</summary>
    public class Tank
    {
        private int _litres;

        public int Litres
        {
            get { return _litres; }
        }

        public void Fill(int litres)
        {
            _litres += litres;
        }

        public void Drain()
        {
            _litres = _litres * 9 / 10;
        }
    }
}
