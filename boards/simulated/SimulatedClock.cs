using NanoLive.Hardware;
using NanoLive.Ports;

namespace NanoLive.Guest
{
    /// <summary>The board's clock as the runtime's port.</summary>
    public sealed class SimulatedClock : IClock
    {
        private const long UsPerMs = 1000;

        private readonly IBoardClock _clock;

        public SimulatedClock(IBoardClock clock)
        {
            _clock = clock;
        }

        /// <inheritdoc/>
        public long NowMs
        {
            get { return _clock.NowUs / UsPerMs; }
        }

        /// <inheritdoc/>
        public long NowUs
        {
            get { return _clock.NowUs; }
        }

        /// <inheritdoc/>
        public long UtcSeconds
        {
            get { return _clock.UtcSeconds; }
        }

        /// <inheritdoc/>
        public void WaitUntil(long dueMs)
        {
            _clock.Wait((dueMs * UsPerMs) - _clock.NowUs);
        }
    }
}
