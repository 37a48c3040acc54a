using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class PartsThermometer : Thermometer
    {
        public PartsThermometer(object bus) : base(bus)
        {
        }

        public PartsThermometer(PartsThermometer adoption) : base(adoption)
        {
        }
    }

    public class NewSmoother : Smoother
    {
        public NewSmoother(int window) : base(window)
        {
        }

        public NewSmoother(NewSmoother adoption) : base(adoption)
        {
        }
    }
}
