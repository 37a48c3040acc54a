using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Counts how often a door opened while it listens, told by the controller of the pins.</summary>
    public class Door
    {
        private const int Contact = 20;
        private readonly GpioController _pins;
        private int _opened;

        public Door(GpioController pins)
        {
            _pins = pins;
            _pins.OpenPin(Contact, PinMode.InputPullUp);
        }

        public int Opened
        {
            get { return _opened * 10; }
        }

        public void Start()
        {
            _pins.RegisterCallbackForPinValueChangedEvent(Contact, PinEventTypes.Rising | PinEventTypes.Falling, OnEdge);
        }

        public void Stop()
        {
            _pins.UnregisterCallbackForPinValueChangedEvent(Contact, OnEdge);
        }

        private void OnEdge(object sender, PinValueChangedEventArgs arguments)
        {
            _opened += arguments.ChangeType == PinEventTypes.Falling ? 0 : 1;
        }
    }
}
