using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A thermocouple, by the word that its converter sends.</summary>
    public class Probe
    {
        public int Read(int word)
        {
            return Scale(word >> 3);
        }

        private int Scale(int steps)
        {
            return steps * 25;
        }
    }

    /// <summary>The same, with a spare input.</summary>
    public sealed class SpareProbe : Probe
    {
        private int _offset = 3;

        public int Spare(int word)
        {
            return Read(word) + _offset;
        }
    }
}
