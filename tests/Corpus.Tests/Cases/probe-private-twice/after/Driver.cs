using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A thermocouple, by the word that its converter sends.</summary>
    public class Probe
    {
        private int _faults;

        public int Faults
        {
            get { return _faults; }
        }

        public int Read(int word)
        {
            return Check(word) ? (word >> 3) * 25 : -1;
        }

        private bool Check(int word)
        {
            if ((word & 4) != 0 || word == 0)
            {
                _faults++;
                return false;
            }

            return true;
        }
    }

    /// <summary>The same, behind a limit.</summary>
    public sealed class LimitedProbe : Probe
    {
        private int _last;

        public int ReadLimited(int word)
        {
            if (Check(word))
            {
                _last = Read(word);
            }

            return _last;
        }

        private bool Check(int word)
        {
            return word < 2400;
        }
    }
}
