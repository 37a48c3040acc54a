using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class RenamedThermometer : Thermometer, IProbe
    {
        private float _celsius;
        private int _filtered;
        private int _count;

        public RenamedThermometer(object bus) : base(bus)
        {
        }

        public RenamedThermometer(RenamedThermometer adoption) : base(adoption)
        {
        }

        public int Get(string name)
        {
            return name == "quarters" ? (int)(_celsius * 4) : name == "own-count" ? _count : _filtered;
        }

        public void Set(string name, int value)
        {
            switch (name)
            {
                case "quarters":
                    _celsius = value / 4f;
                    break;
                case "own-count":
                    _count = value;
                    break;
                case "not-a-number":
                    _celsius = float.NaN;
                    break;
                default:
                    _filtered = value;
                    break;
            }
        }
    }
}
