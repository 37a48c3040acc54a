using System;
using System.Collections;
using System.Threading;

namespace Drivers
{
    /// <summary>How a level of 0 to 100 is turned into a duty cycle.</summary>
    public delegate int Curve(int level);

    /// <summary>Where drivers leave their curves for whoever draws them.</summary>
    public static class Curves
    {
        public static Curve Last;
    }

    /// <summary>A fan mixer whose curve others may call.</summary>
    public class Mixer
    {
        private int _offset;

        public Mixer()
        {
            Curves.Last = Duty;
        }

        public int Mix(int level)
        {
            _offset = (_offset + 3) % 7;
            return Curves.Last(level % 100);
        }

        private int Duty(int level)
        {
            return level * 2 + _offset;
        }
    }
}
