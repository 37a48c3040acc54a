using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>What a valve does.</summary>
    public enum ValveState
    {
        Unknown,
        Closed,
        Opening,
        Open,
        Closing,
    }

    /// <summary>A valve that takes three ticks to move.</summary>
    public class Valve
    {
        private int _ticks;
        private bool _wanted;
        private bool _isMoving;
        private bool _isOpen;

        public ValveState State
        {
            get { return _isMoving ? (_wanted ? ValveState.Opening : ValveState.Closing) : _isOpen ? ValveState.Open : ValveState.Closed; }
        }

        public void Want(bool open)
        {
            if (open != _isOpen && !_isMoving)
            {
                _wanted = open;
                _isMoving = true;
                _ticks = 0;
            }
        }

        public void Tick()
        {
            if (_isMoving && ++_ticks == 3)
            {
                _isMoving = false;
                _isOpen = _wanted;
            }
        }
    }
}
