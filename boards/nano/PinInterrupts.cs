using System;
using System.Device.Gpio;
using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Board
{
    // One line a pin, whose handler is what the pin's own event would hold: with several subscribers, their delegates in one, as the CLR
    // combines and removes them. The pin itself knows the line only, and is configured anew when the first subscriber comes and the last goes.
    // What waits in the queue for a line without a handler is delivered to nobody. Drivers may subscribe on threads of their own.

    /// <summary>Puts lines between pins and the drivers that listen to them.</summary>
    public sealed class PinInterrupts : ILineSource
    {
        private readonly object _lock = new object();
        private IInterruptSink _sink;

        /// <inheritdoc/>
        public Line[] Lines { get; private set; }

        /// <inheritdoc/>
        public void Connect(IInterruptSink sink, Entry gate)
        {
            Lines = new Line[0];
            _sink = sink;
            PinEvents.Running = this;
        }

        internal void Add(GpioPin pin, PinValueChangedEventHandler handler)
        {
            lock (_lock)
            {
                PinLine line = Find(pin);
                if (line == null)
                {
                    line = new PinLine(pin, _sink);
                    line.Handler = handler;
                    pin.ValueChanged += line.OnValueChanged;
                    Append(line);
                }
                else
                {
                    line.Handler = Delegate.Combine((Delegate)line.Handler, handler);
                }
            }
        }

        internal void Remove(GpioPin pin, PinValueChangedEventHandler handler)
        {
            lock (_lock)
            {
                PinLine line = Find(pin);
                if (line == null)
                {
                    // Whatever subscribed it went past the lines.
                    pin.ValueChanged -= handler;
                    return;
                }

                Delegate left = Delegate.Remove((Delegate)line.Handler, handler);
                line.Handler = left;
                if (left == null)
                {
                    pin.ValueChanged -= line.OnValueChanged;
                    Forget(line);
                }
            }
        }

        private PinLine Find(GpioPin pin)
        {
            Line[] all = Lines;
            for (int i = 0; i < all.Length; i++)
            {
                PinLine line = (PinLine)all[i];
                if (line.Pin == pin)
                {
                    return line;
                }

                if (line.Number == pin.PinNumber)
                {
                    // A pin is open once only: that one was closed, and nobody took the subscription back.
                    line.Handler = null;
                    Forget(line);
                }
            }

            return null;
        }

        private void Append(PinLine line)
        {
            Line[] all = new Line[Lines.Length + 1];
            Array.Copy(Lines, 0, all, 0, Lines.Length);
            all[Lines.Length] = line;
            Lines = all;
        }

        private void Forget(PinLine line)
        {
            Line[] all = new Line[Lines.Length - 1];
            for (int i = 0, next = 0; i < Lines.Length; i++)
            {
                if (Lines[i] != line)
                {
                    all[next++] = Lines[i];
                }
            }

            Lines = all;
        }
    }
}
