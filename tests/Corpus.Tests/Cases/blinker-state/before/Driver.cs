using System;
using System.Collections;
using System.Threading;

namespace Drivers
{
    /// <summary>A blinker that a timer drives, if it was started.</summary>
    public class Blinker
    {
        private Timer _timer;
        private int _phase;

        public int Next(int n)
        {
            if (n == 1000)
            {
                _timer = new Timer(Toggle, this, 10, 10);
            }

            _phase = (_phase + 1) % 5;
            return _phase;
        }

        private static void Toggle(object state)
        {
            ((Blinker)state)._phase++;
        }
    }
}
