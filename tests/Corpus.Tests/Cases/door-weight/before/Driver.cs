using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Counts how often a door opened, with a weight.</summary>
    public class Door
    {
        private readonly GpioPin _contact;
        private int _opened;

        public Door(GpioPin contact, int weight)
        {
            _contact = contact;
            _contact.SetPinMode(PinMode.InputPullUp);
            _contact.ValueChanged += (sender, arguments) =>
            {
                if (arguments.ChangeType == PinEventTypes.Rising)
                {
                    Count(weight);
                }
            };
        }

        public int Opened
        {
            get { return _opened; }
        }

        private void Count(int weight)
        {
            _opened += weight;
        }
    }
}
