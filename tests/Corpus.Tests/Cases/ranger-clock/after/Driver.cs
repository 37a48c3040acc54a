using System;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Measures at most once in a while; the clock of its last measurement is in milliseconds.</summary>
    public class Ranger
    {
        private readonly int _pauseMs;
        private long _last;
        private int _measured;

        public Ranger(int pauseMs)
        {
            _pauseMs = pauseMs;
        }

        public int Measured
        {
            get { return _measured; }
        }

        public bool Measure(long nowMs)
        {
            long now = nowMs;
            if (now - _last < _pauseMs)
            {
                return false;
            }

            _last = now;
            _measured++;
            return true;
        }
    }
}
