using System;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Takes a value at most every interval, and the mean of the last ones, weighted.</summary>
    public class Poller
    {
        private readonly int _intervalMs = 500;
        private readonly byte[] _weights = { 1, 2, 3 };
        private readonly int[] _last = new int[3];
        private readonly int _offset = 1;
        private long _dueMs;
        private int _taken;

        public Poller(int offset)
        {
            _offset = offset;
        }

        public bool Poll(int value, long nowMs)
        {
            if (nowMs < _dueMs)
            {
                return false;
            }

            _dueMs = nowMs + _intervalMs;
            _last[_taken % 3] = value;
            _taken++;
            return true;
        }

        public int Mean()
        {
            int sum = 0;
            for (int i = 0; i < _last.Length; i++)
            {
                sum += _last[i] * _weights[i % _weights.Length];
            }

            return _offset + sum;
        }
    }
}
