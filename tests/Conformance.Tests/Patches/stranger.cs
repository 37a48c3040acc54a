using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class StrangeThermometer : IThermometer
    {
        private int _count;

        public StrangeThermometer(object bus)
        {
        }

        public StrangeThermometer(StrangeThermometer adoption)
        {
        }

        public int Read()
        {
            return ++_count;
        }
    }
}
