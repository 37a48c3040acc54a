using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    [StateMigration(typeof(Debouncer))]
    internal static class DebouncerMigration
    {
        private const System.Reflection.BindingFlags Any = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic;

        public static void Up(object old, object next)
        {
            ((Debouncer)next).Stamp((int)typeof(Debouncer).GetField("_sinceMs", Any).GetValue(old));
        }

        public static void Down(object next, object old)
        {
            typeof(Debouncer).GetField("_sinceMs", Any).SetValue(old, ((Debouncer)next).SinceMs);
        }
    }

    /// <summary>Takes a level for true when it has stayed for a while.</summary>
    public class Debouncer
    {
        private readonly int _holdMs;
        private byte[] _sinceMs = new byte[4];
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
            get { return BitConverter.ToInt32(_sinceMs, 0); }
        }

        internal void Stamp(int sinceMs)
        {
            _sinceMs = BitConverter.GetBytes(sinceMs);
        }

        public bool Sample(bool level, long nowMs)
        {
            if (level != _candidate)
            {
                _candidate = level;
                _sinceMs = BitConverter.GetBytes((int)nowMs);
            }

            if (_candidate != _level && nowMs - SinceMs >= _holdMs)
            {
                _level = _candidate;
                _changes++;
            }

            return _level;
        }
    }
}
