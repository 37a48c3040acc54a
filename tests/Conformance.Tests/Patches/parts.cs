using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class PartsThermometer : Thermometer
    {
        public PartsThermometer(object bus) : base(bus)
        {
        }

        public PartsThermometer(Adoption adoption) : base(adoption)
        {
        }
    }

    public class NewSmoother : Smoother
    {
        public NewSmoother(int window) : base(window)
        {
        }

        public NewSmoother(Adoption adoption) : base(adoption)
        {
        }
    }
}
