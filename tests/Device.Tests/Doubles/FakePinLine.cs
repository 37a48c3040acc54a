using System;
using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>A line between a <see cref="FakePin"/> and its listeners.</summary>
    public sealed class FakePinLine : InterruptLine
    {
        public override Type HandlerType
        {
            get { return typeof(PinChanged); }
        }

        public override void Deliver(object sender, object arguments)
        {
            if (Handler != null)
            {
                ((PinChanged)Handler)(sender, arguments);
            }
        }
    }
}
