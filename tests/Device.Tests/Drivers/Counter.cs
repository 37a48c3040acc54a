using DeviceTests.Doubles;
using NanoLive.Objects;

namespace DeviceTests.Drivers
{
    /// <summary>A counter that listens to a pin.</summary>
    public class Counter
    {
        private readonly FakePin _pin;
        private int _edges;

        public Counter(FakePin pin)
        {
            _pin = pin;
            _pin.Changed += OnChanged;
        }

        protected Counter(Counter adoption)
        {
        }

        public int Edges
        {
            get { return _edges; }
        }

        protected virtual void OnChanged(object sender, object arguments)
        {
            Note(1);
        }

        protected void Note(int edges)
        {
            _edges += edges;
        }
    }
}
