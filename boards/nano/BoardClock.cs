using System;
using System.Threading;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>The CLR's clock. Its resolution is that of the system timer.</summary>
    public sealed class BoardClock : IClock
    {
        private const int FirstPlausibleYear = 2025;
        private const long TicksPerSecond = 10000000;

        // Asked in slices, so that the loop looks around at least that often.
        private const int LongestWaitMs = 1000;

        private readonly long _epochTicks = new DateTime(1970, 1, 1).Ticks;

        /// <inheritdoc/>
        public long NowMs
        {
            get { return Environment.TickCount64; }
        }

        /// <inheritdoc/>
        public long NowUs
        {
            get { return Environment.TickCount64 * 1000; }
        }

        /// <inheritdoc/>
        public long UtcSeconds
        {
            get
            {
                DateTime now = DateTime.UtcNow;
                return now.Year < FirstPlausibleYear ? 0 : (now.Ticks - _epochTicks) / TicksPerSecond;
            }
        }

        /// <inheritdoc/>
        public void WaitUntil(long dueMs)
        {
            long waitMs = dueMs - NowMs;
            if (waitMs > 0)
            {
                Thread.Sleep((int)(waitMs > LongestWaitMs ? LongestWaitMs : waitMs));
            }
        }
    }
}
