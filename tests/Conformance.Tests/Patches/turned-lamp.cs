using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class TurnedLamp : Lamp
    {
        public TurnedLamp()
        {
        }

        public TurnedLamp(TurnedLamp adoption) : base(adoption)
        {
        }
    }

    public static class TurnedLampMigration
    {
        public static void Up(object old, object next)
        {
            ((Lamp)next).Mode = ((Lamp)old).Mode == Mode.On ? Mode.Off : Mode.On;
        }

        public static void Down(object next, object old)
        {
            ((Lamp)old).Mode = ((Lamp)next).Mode == Mode.On ? Mode.Off : Mode.On;
        }
    }
}
