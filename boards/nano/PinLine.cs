using System;
using System.Device.Gpio;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>What drivers subscribed to one pin.</summary>
    public sealed class PinLine : InterruptLine
    {
        private readonly IInterruptSink _sink;

        internal PinLine(GpioPin pin, IInterruptSink sink)
        {
            Pin = pin;
            Number = pin.PinNumber;
            _sink = sink;
        }

        /// <inheritdoc/>
        public override Type HandlerType
        {
            get { return typeof(PinValueChangedEventHandler); }
        }

        internal readonly GpioPin Pin;

        /// <summary>The pin's, also when it is closed already.</summary>
        internal readonly int Number;

        /// <inheritdoc/>
        public override void Deliver(object sender, object arguments)
        {
            PinValueChangedEventHandler handler = (PinValueChangedEventHandler)Handler;
            if (handler != null)
            {
                handler(sender, (PinValueChangedEventArgs)arguments);
            }
        }

        internal void OnValueChanged(object sender, PinValueChangedEventArgs arguments)
        {
            _sink.Enqueue(this, sender, arguments);
        }
    }
}
