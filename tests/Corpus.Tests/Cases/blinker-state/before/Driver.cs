using System;
using System.Collections;
using System.Threading;

namespace Drivers
{
    /// <summary>A blinker that a timer drives.</summary>
    public class Blinker
    {
        private readonly AutoResetEvent _toggled = new AutoResetEvent(false);
        private Timer _timer;
        private int _phase;

        /// <summary>Waits for the next toggle.</summary>
        public int Next()
        {
            if (_timer == null)
            {
                _timer = new Timer(Toggle, this, Timeout.Infinite, Timeout.Infinite);
            }

            _timer.Change(1, Timeout.Infinite);
            _toggled.WaitOne();
            return _phase;
        }

        private void Count()
        {
            _phase++;
            _toggled.Set();
        }

        private static void Toggle(object state)
        {
            ((Blinker)state).Count();
        }
    }
}
