using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A knob with two contacts; counts in interrupts.</summary>
    public class RotaryEncoder
    {
        private readonly GpioPin _a;
        private readonly GpioPin _b;
        private int _position;
        private int _edges;

        public RotaryEncoder(GpioPin a, GpioPin b)
        {
            _a = a;
            _b = b;
            _a.SetPinMode(PinMode.InputPullUp);
            _b.SetPinMode(PinMode.InputPullUp);
            _a.ValueChanged += OnEdge;
        }

        public int Position
        {
            get { return _position; }
        }

        public int Edges
        {
            get { return _edges; }
        }

        public void Zero()
        {
            _position = 0;
        }

        private void OnEdge(object sender, PinValueChangedEventArgs arguments)
        {
            _edges++;
            _position += Direction();
        }

        private int Direction()
        {
            return _b.Read() == PinValue.High ? 1 : -1;
        }
    }
}
