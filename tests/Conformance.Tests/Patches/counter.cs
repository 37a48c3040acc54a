using DeviceTests.Doubles;
using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class NewCounter : Counter
    {
        public NewCounter(FakePin pin) : base(pin)
        {
        }

        public NewCounter(NewCounter adoption) : base(adoption)
        {
        }

        public static object Handler(object self, int index)
        {
            return index == 0 ? new PinChanged(((NewCounter)self).OnChanged) : null;
        }

        protected override void OnChanged(object sender, object arguments)
        {
            Note(10);
        }
    }
}
