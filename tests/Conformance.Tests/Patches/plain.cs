using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class PlainThermometer : Thermometer
    {
        public PlainThermometer(object bus) : base(bus)
        {
        }

        public PlainThermometer(PlainThermometer adoption) : base(adoption)
        {
        }

        public override int Read()
        {
            return base.Read() + 1000;
        }
    }
}
