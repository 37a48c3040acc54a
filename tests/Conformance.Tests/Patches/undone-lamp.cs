using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class UndoneLamp : Lamp
    {
        public UndoneLamp()
        {
        }

        public UndoneLamp(UndoneLamp adoption) : base(adoption)
        {
        }
    }
}
