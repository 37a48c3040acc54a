using NanoLive.Objects;

namespace DeviceTests.Drivers
{
    /// <summary>A driver with a field of an enum, which reflection cannot write on a board: a migration copies it.</summary>
    public class Lamp
    {
        private Mode _mode = Mode.On;

        public Lamp()
        {
        }

        protected Lamp(Lamp adoption)
        {
        }

        public Mode Mode
        {
            get { return _mode; }
            set { _mode = value; }
        }
    }
}
