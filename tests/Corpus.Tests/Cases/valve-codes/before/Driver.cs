using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public enum Position
    {
        Closed = 1,
        Half = 2,
        Open = 4,
    }

    /// <summary>A valve that goes through its positions, and refuses to be opened twice in a row.</summary>
    public sealed class Valve
    {
        private Position _position = Position.Half;
        private Position _last = Position.Closed;
        private int _refused;

        public int Refused
        {
            get { return _refused; }
        }

        public void Step(int n)
        {
            string busy = "busy";
            try
            {
                Move(Next(n));
            }
            catch (ArgumentException e)
            {
                _refused += e.Message.Length + busy.Length;
            }
        }

        public string Text()
        {
            switch (_position)
            {
                case Position.Closed:
                    return "closed";
                case Position.Half:
                    return _last == Position.Open ? "half, closing" : "half";
                case Position.Open:
                    return "open";
                default:
                    return "unknown";
            }
        }

        private Position Next(int n)
        {
            return n % 5 == 4 ? _position : _position == Position.Closed ? Position.Half : _position == Position.Half && _last == Position.Closed ? Position.Open
                : _position == Position.Open ? Position.Half : Position.Closed;
        }

        private void Move(Position next)
        {
            if (next == _position && next == Position.Open)
            {
                throw new ArgumentException("busy");
            }

            if (next == _position)
            {
                return;
            }

            _last = _position;
            _position = next;
        }
    }
}
