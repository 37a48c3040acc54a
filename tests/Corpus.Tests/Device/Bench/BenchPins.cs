using DeviceTests.Doubles;
using NanoLive.Hardware;

namespace Corpus.Bench
{
    /// <summary>Pins, and a knob on pins 20 and 21: a quadrature signal, forwards and backwards, between ticks.</summary>
    public sealed class BenchPins : IPins
    {
        private const long FirstUs = 1200000;
        private const long PeriodUs = 37000;

        private readonly bool[] _levels = new bool[64];
        private readonly IEdgeListener[] _listeners = new IEdgeListener[64];
        private readonly SteppedClock _clock;
        private readonly bool _isTurned;
        private int _turns;

        public BenchPins(SteppedClock clock, bool isTurned)
        {
            _clock = clock;
            _isTurned = isTurned;
        }

        public int Count
        {
            get { return _levels.Length; }
        }

        /// <summary>What the knob does until then, at its time.</summary>
        public void TurnUntil(long timeUs)
        {
            for (long atUs; _isTurned && (atUs = FirstUs + (_turns * PeriodUs)) <= timeUs; _turns++)
            {
                if (atUs > _clock.NowUs)
                {
                    _clock.AdvanceUs(atUs - _clock.NowUs);
                }

                int phase = _turns / 60 % 2 == 0 ? _turns % 4 : 3 - (_turns % 4);
                Drive(20, phase == 1 || phase == 2);
                Drive(21, phase == 2 || phase == 3);
            }
        }

        public void SetMode(int pin, int mode)
        {
        }

        public bool Read(int pin)
        {
            return _levels[pin];
        }

        public void Write(int pin, bool high)
        {
            _levels[pin] = high;
        }

        public void Listen(int pin, IEdgeListener listener)
        {
            _listeners[pin] = listener;
        }

        public void Release(int pin)
        {
            _listeners[pin] = null;
        }

        private void Drive(int pin, bool high)
        {
            bool isEdge = _levels[pin] != high;
            _levels[pin] = high;
            if (isEdge && _listeners[pin] != null)
            {
                _listeners[pin].OnEdge(pin, high, _clock.NowUs);
            }
        }
    }
}
