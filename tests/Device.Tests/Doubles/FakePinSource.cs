using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>Puts lines on <see cref="FakePin"/>s.</summary>
    public sealed class FakePinSource : IInterruptSource
    {
        public InterruptLine Tap(object owner, object handle, IInterruptSink sink)
        {
            FakePin pin = handle as FakePin;
            if (pin == null || pin.Subscribed == null || pin.Subscribed.Target != owner)
            {
                return null;
            }

            FakePinLine line = new FakePinLine(sink);
            line.Owner = owner;
            line.Handler = pin.Subscribed;
            pin.Subscribed = line.OnChanged;
            return line;
        }
    }
}
