using NanoLive.Ports;

namespace NanoLive.Update
{
    // A slice begins only when the worst slice of late would end before the next tick is due. The estimate fades, and while ticks
    // leave no room for it slices are made smaller, so work goes on at last on the busiest board and no tick is late for long. Where ticks
    // outlast their period there is never room, and passes are few: slices grow there, as long as they are little beside what is late anyway.

    /// <summary>Fits work between ticks.</summary>
    internal sealed class Pace
    {
        private const int Patience = 8;
        private const int LateShare = 16;
        private const int LargestLate = 2048;
        private readonly IClock _clock;
        private readonly int _largest;
        private long _beganUs;
        private long _estimateUs;
        private int _skipped;

        /// <param name="largest">Field multiplications of a slice when there is room for them.</param>
        internal Pace(IClock clock, int largest)
        {
            _clock = clock;
            _largest = largest;
            Multiplications = largest;
        }

        /// <summary>How much the next slice may do; at least 1.</summary>
        internal int Multiplications { get; private set; }

        /// <summary>Whether a slice may begin now; if so it has begun.</summary>
        internal bool TryBegin(long nextDueMs)
        {
            _beganUs = _clock.NowUs;
            long roomUs = nextDueMs == long.MaxValue ? long.MaxValue : (nextDueMs * 1000) - _beganUs;
            if (_estimateUs <= roomUs)
            {
                if (_estimateUs * 4 < roomUs && Multiplications < _largest)
                {
                    Multiplications++;
                }

                _skipped = 0;
                return true;
            }

            if (++_skipped < Patience)
            {
                return false;
            }

            if (roomUs < 0)
            {
                // They are late without us: a slice in each pass, or the board could never be updated.
                if (_estimateUs * LateShare < -roomUs && Multiplications < LargestLate)
                {
                    Multiplications *= 2;
                }

                return true;
            }

            _skipped = 0;
            _estimateUs /= 2;
            Multiplications = (Multiplications + 1) / 2;
            return false;
        }

        internal void End()
        {
            long tookUs = _clock.NowUs - _beganUs;
            _estimateUs -= _estimateUs / 16;
            _estimateUs = tookUs > _estimateUs ? tookUs : _estimateUs;
        }
    }
}
