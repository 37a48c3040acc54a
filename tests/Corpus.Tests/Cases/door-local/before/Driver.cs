using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Counts how often a door opened.</summary>
    public class Door
    {
        private int _opened;

        public Door(int pin)
        {
            GpioPin contact = new GpioController().OpenPin(pin, PinMode.InputPullUp);
            contact.ValueChanged += OnEdge;
        }

        public int Opened
        {
            get { return _opened; }
        }

        private void OnEdge(object sender, PinValueChangedEventArgs arguments)
        {
            _opened += arguments.ChangeType == PinEventTypes.Rising ? 1 : 0;
        }
    }
}
