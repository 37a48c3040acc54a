using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Counts how often a door opened.</summary>
    public class Door
    {
        private readonly GpioPin _contact;
        private readonly Bell _bell;
        private int _opened;

        public Door(GpioPin contact)
        {
            _contact = contact;
            _contact.SetPinMode(PinMode.InputPullUp);
            _contact.ValueChanged += OnEdge;
            _bell = new Bell(contact);
        }

        public string Opened
        {
            get { return _opened + " " + _bell.Rings; }
        }

        private void OnEdge(object sender, PinValueChangedEventArgs arguments)
        {
            _opened += arguments.ChangeType == PinEventTypes.Rising ? 10 : 1;
        }
    }

    /// <summary>Rings whenever the door moves: another one that listens to its contact.</summary>
    public class Bell
    {
        private readonly GpioPin _contact;
        private int _rings;

        public Bell(GpioPin contact)
        {
            _contact = contact;
            _contact.ValueChanged += OnEdge;
        }

        public int Rings
        {
            get { return _rings; }
        }

        private void OnEdge(object sender, PinValueChangedEventArgs arguments)
        {
            _rings++;
        }
    }
}
