using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A pump for nutrients: a key orders doses, each tick turns it by a few steps.</summary>
    public class DosingPump
    {
        private const int StepsPerTurn = 7;

        private readonly int[] _channels = new int[3];
        private int _steps;
        private int _turned;

        public int Given
        {
            get { return _turned; }
        }

        public int Wanted
        {
            get { return _turned + _steps; }
        }

        public void Dose(byte channel, int millilitres, bool isPriming)
        {
            _channels[channel]++;
            _steps += millilitres * 12 + (isPriming ? 40 : 0);
        }

        public void Turn()
        {
            int now = _steps < StepsPerTurn ? _steps : StepsPerTurn;
            _steps -= now;
            _turned += now;
        }
    }
}
