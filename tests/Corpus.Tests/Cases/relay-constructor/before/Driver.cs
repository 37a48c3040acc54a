using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A relay with a counter of its switchings.</summary>
    public class Relay
    {
        private bool _on;
        private int _switched;

        public string Set(bool on)
        {
            if (on != _on)
            {
                _on = on;
                _switched++;
            }

            return (_on ? "on " : "off ") + _switched.ToString();
        }
    }
}
