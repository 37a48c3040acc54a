using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class NewLamp : Lamp
    {
        public NewLamp()
        {
        }

        public NewLamp(NewLamp adoption) : base(adoption)
        {
        }
    }

    public static class LampMigration
    {
        public static void Up(object old, object next)
        {
            ((Lamp)next).Mode = ((Lamp)old).Mode;
        }

        public static void Down(object next, object old)
        {
            ((Lamp)old).Mode = ((Lamp)next).Mode;
        }
    }
}
