using System;
using System.Collections;
using System.Threading;

namespace Drivers
{
    /// <summary>What a meter is read with.</summary>
    public delegate int Reading(int raw);

    /// <summary>A scale that wears.</summary>
    public class Scale
    {
        private int _uses;

        public int Apply(int raw)
        {
            _uses++;
            return raw * 4 + _uses;
        }
    }

    /// <summary>A meter whose reading is a lambda over its scale and an offset.</summary>
    public class Meter
    {
        private readonly Scale _scale = new Scale();
        private readonly Reading _reading;

        public Meter()
        {
            Scale scale = _scale;
            int offset = 11;
            _reading = raw => scale.Apply(raw) + offset;
        }

        public string Next(int n)
        {
            return _reading(n % 9).ToString() + " " + _scale.Apply(0).ToString();
        }
    }
}
