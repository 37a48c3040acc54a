using System.Device.Gpio;
using System.Reflection;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>Puts lines between pins and the drivers that listen to them.</summary>
    public sealed class PinInterrupts : IInterruptSource
    {
        // The delegate behind GpioPin.ValueChanged. A driver subscribes by itself, so this is the only place to find what it subscribed.
        private readonly FieldInfo _callbacks = typeof(GpioPin).GetField("_callbacks", BindingFlags.Instance | BindingFlags.NonPublic);

        /// <inheritdoc/>
        public InterruptLine Tap(object owner, object handle, IInterruptSink sink)
        {
            GpioPin pin = handle as GpioPin;
            if (pin == null || _callbacks == null)
            {
                return null;
            }

            PinValueChangedEventHandler handler = (PinValueChangedEventHandler)_callbacks.GetValue(pin);
            if (handler == null || handler.Target != owner)
            {
                return null;
            }

            PinLine line = new PinLine(owner, handler, sink);

            // The line first: the pin is never without a listener, so its interrupt stays armed and no edge is lost.
            pin.ValueChanged += line.OnValueChanged;
            pin.ValueChanged -= handler;
            return line;
        }
    }
}
