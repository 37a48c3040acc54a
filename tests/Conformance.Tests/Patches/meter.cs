using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class NewMeter : Meter
    {
        public NewMeter(int offers) : base(offers)
        {
        }

        public NewMeter(NewMeter adoption) : base(adoption)
        {
        }
    }
}
