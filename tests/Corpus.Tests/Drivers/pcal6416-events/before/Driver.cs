using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>An expander with sixteen pins: directions, pulls, strengths, latches, debounced keys with repetition, and outputs that blink.</summary>
    public class Pcal6416
    {
        private const int Pins = 16;
        private const int DebounceFor = 2;
        private const int RepeatAfter = 6;
        private const int RepeatEvery = 3;
        private const int EventCapacity = 16;
        private const int Input = 0x00;
        private const int Output = 0x02;
        private const int Polarity = 0x04;
        private const int Direction = 0x06;
        private const int Strength = 0x40;
        private const int Latch = 0x44;
        private const int PullEnable = 0x46;
        private const int PullUp = 0x48;
        private const int InterruptMask = 0x4A;

        private readonly I2cDevice _device;
        private readonly byte[] _answer = new byte[2];
        private readonly byte[] _command = new byte[3];
        private readonly int[] _stableFor = new int[Pins];
        private readonly int[] _held = new int[Pins];
        private readonly int[] _presses = new int[Pins];
        private readonly int[] _blink = new int[Pins];
        private readonly int[] _events = new int[EventCapacity];
        private int _first;
        private int _waiting;
        private int _lost;
        private int _inputs;
        private int _raw;
        private int _outputs;
        private int _directions = 0xFFFF;
        private int _pulls;
        private int _pullUps = 0xFFFF;
        private int _latches;
        private int _mask = 0xFFFF;
        private int _polarity;
        private long _strengths = 0xFFFFFFFF;
        private int _polls;
        private int _writes;

        public Pcal6416(I2cDevice device)
        {
            _device = device;
            WriteWord(Output, _outputs);
            WriteWord(Direction, _directions);
            WriteWord(PullUp, _pullUps);
            WriteWord(PullEnable, _pulls);
        }

        public int Inputs
        {
            get { return _inputs; }
        }

        public int Outputs
        {
            get { return _outputs; }
        }

        public int Waiting
        {
            get { return _waiting; }
        }

        public void SetDirection(int pin, bool isInput)
        {
            _directions = With(_directions, pin, isInput);
            WriteWord(Direction, _directions);
        }

        /// <summary>1: up, -1: down, 0: none.</summary>
        public void SetPull(int pin, int direction)
        {
            _pulls = With(_pulls, pin, direction != 0);
            _pullUps = With(_pullUps, pin, direction > 0);
            WriteWord(PullUp, _pullUps);
            WriteWord(PullEnable, _pulls);
        }

        public void SetLatch(int pin, bool isLatched)
        {
            _latches = With(_latches, pin, isLatched);
            WriteWord(Latch, _latches);
        }

        public void SetInterrupt(int pin, bool isOn)
        {
            _mask = With(_mask, pin, !isOn);
            WriteWord(InterruptMask, _mask);
        }

        public void SetInverted(int pin, bool isInverted)
        {
            _polarity = With(_polarity, pin, isInverted);
            WriteWord(Polarity, _polarity);
        }

        /// <summary>A quarter to four quarters.</summary>
        public void SetStrength(int pin, int quarters)
        {
            int shift = 2 * (pin & 15);
            long value = quarters < 1 ? 0 : quarters > 4 ? 3 : quarters - 1;
            _strengths = (_strengths & ~(3L << shift)) | (value << shift);
            int half = pin < 8 ? 0 : 2;
            WriteWord(Strength + half, (int)(_strengths >> (half * 8)) & 0xFFFF);
        }

        public void Write(int pin, bool isHigh)
        {
            _blink[pin & 15] = 0;
            _outputs = With(_outputs, pin, isHigh);
            WriteWord(Output, _outputs);
        }

        public void WriteAll(int value)
        {
            _outputs = value & 0xFFFF;
            WriteWord(Output, _outputs);
        }

        public void Blink(int pin, int polls)
        {
            _blink[pin & 15] = polls < 1 ? 0 : polls;
        }

        public bool Read(int pin)
        {
            return (_inputs & (1 << (pin & 15))) != 0;
        }

        /// <summary>Reads the pins, tells keys from bounces, and lets outputs blink.</summary>
        public void Poll()
        {
            _polls++;
            int now = ReadWord(Input);
            for (int pin = 0; pin < Pins; pin++)
            {
                if ((_directions & (1 << pin)) != 0)
                {
                    PollKey(pin, now);
                }
            }

            _raw = now;
            PollBlinking();
        }

        /// <summary>The oldest event: pin, and 16 for a release or 32 for a repetition; -1: none.</summary>
        public int NextEvent()
        {
            if (_waiting == 0)
            {
                return -1;
            }

            int happened = _events[_first];
            _first = (_first + 1) % EventCapacity;
            _waiting--;
            return happened;
        }

        public int Presses(int pin)
        {
            return _presses[pin & 15];
        }

        public string Round(int n)
        {
            if (n % 5 == 4)
            {
                SetDirection(n % 16, n % 2 == 0);
                SetPull(n % 16, n % 3 - 1);
                Blink(n % 16, n % 4);
            }

            if (n % 9 == 8)
            {
                SetStrength(n % 16, n % 5);
                SetLatch(n % 16, true);
                SetInterrupt(n % 16, true);
                Write(n % 16, n % 2 == 0);
            }

            Poll();
            string text = _inputs + " " + _outputs + " " + _waiting + " " + _lost + " " + Presses(n);
            for (int i = 0; i < 3; i++)
            {
                text += " " + NextEvent();
            }

            return text;
        }

        private static int With(int value, int pin, bool isSet)
        {
            int bit = 1 << (pin & 15);
            return isSet ? value | bit : value & ~bit;
        }

        private void PollKey(int pin, int now)
        {
            int bit = 1 << pin;
            _stableFor[pin] = ((now ^ _raw) & bit) == 0 ? _stableFor[pin] + 1 : 0;
            if (_stableFor[pin] >= DebounceFor && ((now ^ _inputs) & bit) != 0)
            {
                _inputs ^= bit;
                bool isPressed = (_inputs & bit) != 0;
                _presses[pin] += isPressed ? 1 : 0;
                _held[pin] = 0;
                Tell(isPressed ? pin : pin | 16);
            }
            else if ((_inputs & bit) != 0)
            {
                _held[pin]++;
                if (_held[pin] % RepeatEvery == 0)
                {
                    Tell(pin | 32);
                }
            }
        }

        private void PollBlinking()
        {
            int outputs = _outputs;
            for (int pin = 0; pin < Pins; pin++)
            {
                if (_blink[pin] > 0 && _polls % _blink[pin] == 0)
                {
                    outputs ^= 1 << pin;
                }
            }

            if (outputs != _outputs)
            {
                WriteAll(outputs);
            }
        }

        private void Tell(int happened)
        {
            if (_waiting == EventCapacity)
            {
                _lost++;
                return;
            }

            _events[(_first + _waiting) % EventCapacity] = happened;
            _waiting++;
        }

        private int ReadWord(int register)
        {
            _device.WriteRead(new byte[] { (byte)register }, _answer);
            return _answer[0] | (_answer[1] << 8);
        }

        private void WriteWord(int register, int value)
        {
            _writes++;
            _command[0] = (byte)register;
            _command[1] = (byte)value;
            _command[2] = (byte)(value >> 8);
            _device.Write(_command);
        }
    }
}
