using System;
using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class ThrowingThermometer : Thermometer
    {
        private int _reads;

        public ThrowingThermometer(object bus) : base(bus)
        {
        }

        public ThrowingThermometer(ThrowingThermometer adoption) : base(adoption)
        {
        }

        public override int Read()
        {
            int count = base.Read();
            if (++_reads >= 3)
            {
                throw new InvalidOperationException("third");
            }

            return count;
        }
    }
}
