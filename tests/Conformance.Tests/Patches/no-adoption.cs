using DeviceTests.Drivers;

namespace Patches
{
    public class UnadoptedThermometer : Thermometer
    {
        public UnadoptedThermometer(object bus) : base(bus)
        {
        }
    }
}
