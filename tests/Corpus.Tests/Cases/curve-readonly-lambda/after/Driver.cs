using System;
using System.Collections;
using System.Threading;

namespace Drivers
{
    /// <summary>Maps a step to a duty cycle.</summary>
    public delegate int Curve(int step);

    /// <summary>A dimmer whose curve is fixed when it is made.</summary>
    public class Dimmer
    {
        private readonly Curve _curve = step => step * step / 9 + 1;
        private int _step;

        public int Next(int n)
        {
            _step = (_step + 3) % 40;
            return _curve(_step);
        }
    }
}
