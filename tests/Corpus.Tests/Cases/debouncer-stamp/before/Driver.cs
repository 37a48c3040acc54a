using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Takes a level for true when it has stayed for a while.</summary>
    public class Debouncer
    {
        private readonly int _holdMs;
        private int _sinceMs;
        private bool _candidate;
        private bool _level;
        private int _changes;

        public Debouncer(int holdMs)
        {
            _holdMs = holdMs;
        }

        public int Changes
        {
            get { return _changes; }
        }

        public int SinceMs
        {
            get { return (int)_sinceMs; }
        }

        public bool Sample(bool level, long nowMs)
        {
            if (level != _candidate)
            {
                _candidate = level;
                _sinceMs = (int)nowMs;
            }

            if (_candidate != _level && nowMs - _sinceMs >= _holdMs)
            {
                _level = _candidate;
                _changes++;
            }

            return _level;
        }
    }
}
