using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>A line between a <see cref="FakePin"/> and its listener.</summary>
    public sealed class FakePinLine : InterruptLine
    {
        private readonly IInterruptSink _sink;

        public FakePinLine(IInterruptSink sink)
        {
            _sink = sink;
        }

        public override bool Accepts(object handler)
        {
            return handler is PinChanged;
        }

        public override void Deliver(object sender, object arguments)
        {
            ((PinChanged)Handler)(sender, arguments);
        }

        public void OnChanged(object sender, object arguments)
        {
            _sink.Enqueue(this, sender, arguments);
        }
    }
}
