using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A stepper with ramps, micro steps, end switches and a queue of moves; what it would put on its pins is in a pattern.</summary>
    public class Stepper
    {
        private const int Moves = 8;
        private static readonly byte[] FullSteps = { 0x9, 0xC, 0x6, 0x3 };
        private static readonly byte[] HalfSteps = { 0x9, 0x8, 0xC, 0x4, 0x6, 0x2, 0x3, 0x1 };
        private readonly int[] _queue = new int[Moves];
        private int _queued;
        private int _next;
        private int _position;
        private int _target;
        private int _speed;
        private int _topSpeed = 400;
        private int _acceleration = 800;
        private int _interval;
        private int _waited;
        private bool _isForward = true;
        private bool _isHalf;
        private bool _isEnabled = true;
        private int _lowest = -2000;
        private int _highest = 2000;
        private int _backlash = 3;
        private int _slack;
        private int _pattern;
        private int _stalls;
        private int _turns;
        private int _steps;
        private int _homing;

        public int Position
        {
            get { return _position; }
        }

        public int Pattern
        {
            get { return _pattern; }
        }

        public bool IsMoving
        {
            get { return _position != _target || _queued > 0; }
        }

        public int Stalls
        {
            get { return _stalls; }
        }

        public void Configure(int topSpeed, int acceleration, bool isHalf)
        {
            _topSpeed = topSpeed < 10 ? 10 : topSpeed > 2000 ? 2000 : topSpeed;
            _acceleration = acceleration < 10 ? 10 : acceleration > 20000 ? 20000 : acceleration;
            _isHalf = isHalf;
        }

        public void SetLimits(int lowest, int highest, int backlash)
        {
            _lowest = lowest;
            _highest = highest < lowest ? lowest : highest;
            _backlash = backlash < 0 ? 0 : backlash;
        }

        public void Enable(bool isEnabled)
        {
            _isEnabled = isEnabled;
            _pattern = isEnabled ? _pattern : 0;
        }

        /// <summary>False when the queue is full or the place is out of reach.</summary>
        public bool MoveTo(int place)
        {
            if (place < _lowest || place > _highest || _queued == Moves)
            {
                _stalls++;
                return false;
            }

            _queue[(_next + _queued) % Moves] = place;
            _queued++;
            return true;
        }

        public bool MoveBy(int steps)
        {
            return MoveTo(_target + steps);
        }

        public void Home()
        {
            _homing = 1;
            _queued = 0;
            _target = _lowest;
        }

        public void Stop()
        {
            StopSoftly();
        }

        public void StopSoftly()
        {
            int way = _speed * _speed / (2 * _acceleration);
            _target = _isForward ? _position + way : _position - way;
        }

        /// <summary>The time that passed; how many steps were made in it.</summary>
        public int Run(int us, bool isAtEnd)
        {
            int made = 0;
            _waited += us;
            if (isAtEnd && _homing == 1)
            {
                _position = _lowest;
                _target = _lowest;
                _homing = 2;
                _speed = 0;
            }

            while (_isEnabled && IsMoving && made < 64)
            {
                if (_position == _target)
                {
                    TakeNext();
                    continue;
                }

                if (_waited < _interval)
                {
                    break;
                }

                _waited -= _interval;
                MakeStep();
                made++;
            }

            _waited = IsMoving ? _waited : 0;
            return made;
        }

        public string Round(int n)
        {
            if (n % 4 == 0)
            {
                MoveTo(n * 37 % 500 - 250);
            }

            if (n % 7 == 6)
            {
                MoveBy(n % 2 == 0 ? 40 : -40);
            }

            if (n % 5 == 4)
            {
                Stop();
            }

            if (n % 11 == 10)
            {
                Configure(200 + n * 3, 500 + n * 10, n % 2 == 0);
            }

            int made = Run(50000, n % 29 == 28);
            return made + " " + _position + " " + _target + " " + _speed + " " + _pattern + " " + _queued + " " + _turns + " " + _stalls;
        }

        private void TakeNext()
        {
            _target = _queue[_next];
            _next = (_next + 1) % Moves;
            _queued--;
            bool isForward = _target >= _position;
            if (isForward != _isForward)
            {
                _slack = _backlash;
                _speed = 0;
                _turns++;
            }

            _isForward = isForward;
            Ramp();
        }

        private void MakeStep()
        {
            int by = _isForward ? 1 : -1;
            if (_slack > 0)
            {
                _slack--;
            }
            else
            {
                _position += by;
            }

            _steps += by;
            byte[] patterns = _isHalf ? HalfSteps : FullSteps;
            int at = _steps % patterns.Length;
            _pattern = patterns[at < 0 ? at + patterns.Length : at];
            Ramp();
        }

        private void Ramp()
        {
            int left = _target > _position ? _target - _position : _position - _target;
            int stopping = _speed * _speed / (2 * _acceleration);
            int change = _speed == 0 ? Root(2 * _acceleration) : _acceleration / _speed + 1;
            _speed = left <= stopping ? _speed - change : _speed + change;
            _speed = _speed > _topSpeed ? _topSpeed : _speed < 10 ? 10 : _speed;
            _interval = 1000000 / _speed;
        }

        private static int Root(int value)
        {
            int root = 0;
            for (int bit = 1 << 15; bit > 0; bit >>= 1)
            {
                int tried = root | bit;
                root = tried <= 46340 && tried * tried <= value ? tried : root;
            }

            return root;
        }
    }
}
