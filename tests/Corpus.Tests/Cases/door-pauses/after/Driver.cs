using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Counts how often a door opened while it is watched.</summary>
    public class Door
    {
        private readonly GpioPin _contact;
        private bool _isListening;
        private bool _isKnown;
        private bool _isOpen;
        private int _opened;

        public Door(GpioPin contact)
        {
            _contact = contact;
            _contact.SetPinMode(PinMode.InputPullUp);
            Start();
        }

        public int Opened
        {
            get { return _opened; }
        }

        public void Start()
        {
            _isListening = true;
            _isKnown = false;
            _contact.ValueChanged += OnEdge;
        }

        public void Stop()
        {
            _isListening = false;
            _contact.ValueChanged -= OnEdge;
        }

        // Edges come by turns, and none while nobody listens.
        private void OnEdge(object sender, PinValueChangedEventArgs arguments)
        {
            bool isOpen = arguments.ChangeType == PinEventTypes.Rising;
            if (!_isListening || (_isKnown && isOpen == _isOpen))
            {
                throw new InvalidOperationException("an edge too many");
            }

            _isKnown = true;
            _isOpen = isOpen;
            _opened += arguments.ChangeType == PinEventTypes.Rising ? 10 : 1;
        }
    }
}
