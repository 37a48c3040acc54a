using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class NeutralThermometer : Thermometer
    {
        public NeutralThermometer(object bus) : base(bus)
        {
        }

        public NeutralThermometer(NeutralThermometer adoption) : base(adoption)
        {
        }
    }
}
