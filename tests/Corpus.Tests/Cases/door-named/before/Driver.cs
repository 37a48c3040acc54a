using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Counts how often a door opened, from when it is told to.</summary>
    public class Door
    {
        private readonly GpioPin _contact;
        private int _opened;

        public Door(GpioPin contact)
        {
            _contact = contact;
        }

        public int Opened
        {
            get { return _opened; }
        }

        public void Start()
        {
            _contact.SetPinMode(PinMode.InputPullUp);
            _contact.ValueChanged += (sender, arguments) => _opened += arguments.ChangeType == PinEventTypes.Rising ? 1 : 0;
        }
    }
}
