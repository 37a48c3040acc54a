using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class LaterThermometer : Thermometer, IProbe
    {
        private int _filtered;
        private float _celsius;

        public LaterThermometer(object bus) : base(bus)
        {
        }

        public LaterThermometer(LaterThermometer adoption) : base(adoption)
        {
        }

        public int Get(string name)
        {
            return name == "quarters" ? (int)(_celsius * 4) : _filtered;
        }

        public void Set(string name, int value)
        {
            _filtered = value;
        }
    }
}
