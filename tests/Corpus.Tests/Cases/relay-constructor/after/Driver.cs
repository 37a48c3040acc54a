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
        private readonly bool _inverted;

        public Relay(bool inverted)
        {
            _inverted = inverted;
        }

        public string Set(bool on)
        {
            if (on != _on)
            {
                _on = on;
                _switched++;
            }

            return (_on != _inverted ? "on " : "off ") + _switched.ToString();
        }
    }
}

namespace Drivers
{
    /// <summary>The relays that are out there are not inverted.</summary>
    [StateMigration(typeof(Relay))]
    internal static class RelayMigration
    {
        public static void Up(object old, object next)
        {
        }

        public static void Down(object next, object old)
        {
        }
    }
}
