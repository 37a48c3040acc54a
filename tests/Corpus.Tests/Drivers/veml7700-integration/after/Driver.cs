using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A light sensor with gains and integration times, automatic ranging, thresholds and power saving.</summary>
    public class Veml7700
    {
        private const byte Configuration = 0;
        private const byte HighThreshold = 1;
        private const byte LowThreshold = 2;
        private const byte PowerSaving = 3;
        private const byte Light = 4;
        private const byte White = 5;
        private const byte InterruptStatus = 6;
        private static readonly int[] TimesMs = { 25, 50, 100, 200, 400, 800 };
        private static readonly int[] TimeBits = { 0xC, 8, 0, 1, 2, 3 };
        private static readonly int[] GainsEighths = { 1, 2, 8, 16 };
        private static readonly int[] GainBits = { 2, 3, 0, 1 };
        private static readonly int[] Refreshes = { 600, 1100, 2100, 4100 };

        private readonly I2cDevice _device;
        private readonly byte[] _answer = new byte[2];
        private readonly byte[] _command = new byte[3];
        private readonly int[] _newest = new int[8];
        private int _at;
        private int _time = 2;
        private int _gain;
        private int _saving = -1;
        private int _raw;
        private int _white;
        private int _milliLux;
        private int _smoothed;
        private int _crossings;
        private int _ranged;
        private int _low;
        private int _high = 65535;
        private int _persistence;
        private bool _isOn = true;
        private bool _isDark;
        private int _darkFor;

        public Veml7700(I2cDevice device)
        {
            _device = device;
            Configure();
            Write(PowerSaving, 0);
        }

        public int MilliLux
        {
            get { return _milliLux; }
        }

        public int Smoothed
        {
            get { return _smoothed; }
        }

        public int Crossings
        {
            get { return _crossings; }
        }

        public void SetTime(int ms)
        {
            _time = 0;
            while (_time < TimesMs.Length - 1 && TimesMs[_time] < ms)
            {
                _time++;
            }

            Configure();
        }

        public void SetGain(int gain)
        {
            _gain = gain < 0 || gain >= GainsEighths.Length ? 0 : gain;
            Configure();
        }

        /// <summary>How often it measures, at most; 0: as often as it can.</summary>
        public void SetSaving(int ms)
        {
            _saving = -1;
            for (int i = 0; i < Refreshes.Length; i++)
            {
                _saving = ms >= Refreshes[i] ? i : _saving;
            }

            Write(PowerSaving, _saving < 0 ? 0 : (_saving << 1) | 1);
        }

        public void SetThresholds(int lowMilliLux, int highMilliLux, int persistence)
        {
            _low = ToRaw(lowMilliLux);
            _high = ToRaw(highMilliLux);
            _persistence = persistence & 3;
            Write(LowThreshold, _low);
            Write(HighThreshold, _high);
            Configure();
        }

        public void Switch(bool isOn)
        {
            _isOn = isOn;
            Configure();
        }

        public bool Sample()
        {
            if (!_isOn)
            {
                return false;
            }

            _raw = Read(Light);
            _white = Read(White);
            _milliLux = Corrected(ToMilliLux(_raw));
            Smooth();
            Watch();
            if ((Read(InterruptStatus) & 0xC000) != 0)
            {
                _crossings++;
            }

            return true;
        }

        /// <summary>Goes to the range that fits what was measured last; whether it had to.</summary>
        public bool Range()
        {
            int gain = _gain;
            int time = _time;
            if (_raw > 10000)
            {
                Coarser();
            }
            else if (_raw < 100)
            {
                Finer();
            }

            if (gain == _gain && time == _time)
            {
                return false;
            }

            _ranged++;
            Configure();
            return true;
        }

        /// <summary>What of the light is not seen by eyes, in percent.</summary>
        public int Unseen()
        {
            return _white == 0 ? 0 : _raw >= _white ? 0 : (int)((_white - _raw) * 100L / _white);
        }

        public string Round(int n)
        {
            bool isMeasured = Sample();
            bool isRanged = Range();
            if (n % 6 == 5)
            {
                SetThresholds(_milliLux / 2, _milliLux * 2, n);
                SetSaving(n * 100);
            }

            if (n % 10 == 9)
            {
                SetTime(n * 15);
            }

            return isMeasured + " " + _raw + " " + _milliLux + " " + _smoothed + " " + Unseen() + " " + isRanged + " " + _gain + " " + _time + " " + _crossings + " " + _low + " " + _high + " " + _darkFor;
        }

        private int ToMilliLux(int raw)
        {
            // 0.0036 lx a count at 800 ms and double gain.
            long microLux = raw * 3600L * 800 / TimesMs[_time] * 16 / GainsEighths[_gain];
            return (int)(microLux / 1000);
        }

        private int ToRaw(int milliLux)
        {
            long counts = milliLux * 1000L * TimesMs[_time] / 800 * GainsEighths[_gain] / 16 / 3600;
            return counts > 65535 ? 65535 : counts < 0 ? 0 : (int)counts;
        }

        private int Corrected(int milliLux)
        {
            if (milliLux < 1000000)
            {
                return milliLux;
            }

            int thousands = milliLux / 1000;
            return milliLux + (milliLux >> 4) - (int)((long)thousands * thousands >> 3);
        }

        private void Smooth()
        {
            _newest[_at] = _milliLux;
            _at = (_at + 1) % _newest.Length;
            long sum = 0;
            int least = int.MaxValue;
            int most = int.MinValue;
            for (int i = 0; i < _newest.Length; i++)
            {
                sum += _newest[i];
                least = _newest[i] < least ? _newest[i] : least;
                most = _newest[i] > most ? _newest[i] : most;
            }

            _smoothed = (int)((sum - least - most) / (_newest.Length - 2));
        }

        private void Watch()
        {
            bool isDark = _smoothed < (_isDark ? 60000 : 40000);
            _darkFor = isDark ? _darkFor + 1 : 0;
            _isDark = isDark;
        }

        private void Coarser()
        {
            if (_gain > 0)
            {
                _gain--;
            }
            else if (_time > 0)
            {
                _time--;
            }
        }

        private void Finer()
        {
            if (_gain < GainsEighths.Length - 1)
            {
                _gain++;
            }
            else if (_time < TimesMs.Length - 1)
            {
                _time++;
            }
        }

        private void Configure()
        {
            Write(Configuration, (GainBits[_gain] << 11) | (TimeBits[_time] << 6) | (_persistence << 4) | (_isOn ? 0 : 1));
        }

        private int Read(byte register)
        {
            _device.WriteRead(new byte[] { register }, _answer);
            return _answer[0] | (_answer[1] << 8);
        }

        private void Write(byte register, int value)
        {
            _command[0] = register;
            _command[1] = (byte)value;
            _command[2] = (byte)(value >> 8);
            _device.Write(_command);
        }
    }
}
