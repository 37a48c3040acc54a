using System.Device.Gpio;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>The subscription of one driver to one pin.</summary>
    public sealed class PinLine : InterruptLine
    {
        private readonly IInterruptSink _sink;

        internal PinLine(object owner, PinValueChangedEventHandler handler, IInterruptSink sink)
        {
            Owner = owner;
            Handler = handler;
            _sink = sink;
        }

        /// <inheritdoc/>
        public override bool Accepts(object handler)
        {
            return handler is PinValueChangedEventHandler;
        }

        /// <inheritdoc/>
        public override void Deliver(object sender, object arguments)
        {
            ((PinValueChangedEventHandler)Handler)(sender, (PinValueChangedEventArgs)arguments);
        }

        internal void OnValueChanged(object sender, PinValueChangedEventArgs arguments)
        {
            _sink.Enqueue(this, sender, arguments);
        }
    }
}
