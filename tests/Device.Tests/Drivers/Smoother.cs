using NanoLive.Objects;

namespace DeviceTests.Drivers
{
    /// <summary>A part of the thermometer whose class can change, too.</summary>
    public class Smoother
    {
        private int _window;

        public Smoother(int window)
        {
            _window = window;
        }

        protected Smoother(Smoother adoption)
        {
        }

        public int Window
        {
            get { return _window; }
            set { _window = value; }
        }
    }
}
