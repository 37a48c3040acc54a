using System;
using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class MigratedThermometer : Thermometer
    {
        public MigratedThermometer(object bus) : base(bus)
        {
        }

        public MigratedThermometer(MigratedThermometer adoption) : base(adoption)
        {
        }
    }

    public static class ThrowingMigration
    {
        public static void Up(object old, object next)
        {
            throw new InvalidOperationException("up");
        }

        public static void Down(object next, object old)
        {
        }
    }
}
