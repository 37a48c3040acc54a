using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Counts how often a door opened.</summary>
    public class Door
    {
        private readonly Contact _contact;

        public Door(GpioPin contact)
        {
            contact.SetPinMode(PinMode.InputPullUp);
            _contact = new Contact(contact);
        }

        public int Opened
        {
            get { return _contact.Opened; }
        }
    }

    /// <summary>Listens to a pin that it does not keep.</summary>
    public class Contact
    {
        private int _opened;

        public Contact(GpioPin pin)
        {
            pin.ValueChanged += OnEdge;
        }

        public int Opened
        {
            get { return _opened; }
        }

        private void OnEdge(object sender, PinValueChangedEventArgs arguments)
        {
            _opened += arguments.ChangeType == PinEventTypes.Rising ? 10 : 1;
        }
    }
}
