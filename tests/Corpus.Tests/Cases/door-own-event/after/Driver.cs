using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public delegate void DoorMoved(int moves);

    /// <summary>Tells who listens when a door moves, and listens itself for as long as anybody does.</summary>
    public class Door
    {
        private readonly GpioPin _contact;
        private DoorMoved _listeners;
        private int _moves;
        private int _heard;

        public Door(GpioPin contact)
        {
            _contact = contact;
            _contact.SetPinMode(PinMode.InputPullUp);
        }

        public event DoorMoved Moved
        {
            add
            {
                if (_listeners == null)
                {
                    _contact.ValueChanged += OnEdge;
                }

                _listeners = (DoorMoved)Delegate.Combine(_listeners, value);
            }

            remove
            {
                _listeners = (DoorMoved)Delegate.Remove(_listeners, value);
                if (_listeners == null)
                {
                    _contact.ValueChanged -= OnEdge;
                }
            }
        }

        public int Heard
        {
            get { return _heard; }
        }

        public void Hear(int moves)
        {
            _heard += moves;
        }

        private void OnEdge(object sender, PinValueChangedEventArgs arguments)
        {
            _moves += 3;
            if (_listeners != null)
            {
                _listeners(_moves);
            }
        }
    }
}
