using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public enum ValveState : byte
    {
        Closed,
        Open,
    }

    public class Valve
    {
        private ValveState _state;

        public ValveState State
        {
            get { return _state; }
        }

        public void Want(bool open)
        {
            _state = open ? ValveState.Open : ValveState.Closed;
        }
    }
}
