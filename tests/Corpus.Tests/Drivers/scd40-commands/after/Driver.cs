using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A sensor of carbon dioxide: commands with check sums, offsets, pressure, a forced calibration, alarms with hysteresis and a trend.</summary>
    public class Scd40
    {
        private const int StartPeriodic = 0x21B1;
        private const int StartLowPower = 0x21AC;
        private const int ReadMeasurement = 0xEC05;
        private const int StopPeriodic = 0x3F86;
        private const int SetTemperatureOffset = 0x241D;
        private const int SetAltitude = 0x2427;
        private const int SetPressure = 0xE000;
        private const int Recalibrate = 0x362F;
        private const int SelfCalibration = 0x2416;
        private const int DataReady = 0xE4B8;
        private const int SerialNumber = 0x3682;
        private static readonly int[] Limits = { 800, 1000, 1400, 2000, 5000 };

        private readonly I2cDevice _device;
        private readonly byte[] _answer = new byte[9];
        private readonly int[] _words = new int[3];
        private readonly int[] _trend = new int[10];
        private readonly int[] _minutesAbove = new int[5];
        private int _at;
        private int _filled;
        private int _ppm;
        private int _centiCelsius;
        private int _centiPercent;
        private int _offsetCenti = 400;
        private int _altitude;
        private int _pressureHpa = 1013;
        private int _damaged;
        private int _again = 0;
        private int _measurements;
        private int _level;
        private int _alarms;
        private int _settling = 3;
        private bool _isPeriodic;
        private bool _isLowPower;
        private bool _calibratesItself = true;

        public Scd40(I2cDevice device)
        {
            _device = device;
            Send(StopPeriodic);
            SendWord(SetTemperatureOffset, Offset(_offsetCenti));
            Start(false);
        }

        public int Ppm
        {
            get { return _ppm; }
        }

        public int CentiCelsius
        {
            get { return _centiCelsius; }
        }

        /// <summary>How many of the limits are exceeded.</summary>
        public int Level
        {
            get { return _level; }
        }

        public int Damaged
        {
            get { return _damaged; }
        }

        public void Start(bool isLowPower)
        {
            _isLowPower = isLowPower;
            _isPeriodic = true;
            _settling = 3;
            Send(isLowPower ? StartLowPower : StartPeriodic);
        }

        public void Stop()
        {
            _isPeriodic = false;
            Send(StopPeriodic);
        }

        public void SetSelfCalibration(bool isOn)
        {
            _calibratesItself = isOn;
            Paused(SelfCalibration, isOn ? 1 : 0);
        }

        public void SetPlace(int altitude, int offsetCenti)
        {
            _altitude = altitude < 0 ? 0 : altitude > 3000 ? 3000 : altitude;
            _offsetCenti = offsetCenti < 0 ? 0 : offsetCenti > 2000 ? 2000 : offsetCenti;
            Paused(SetAltitude, _altitude);
            Paused(SetTemperatureOffset, Offset(_offsetCenti));
        }

        public void SetAmbientPressure(int hPa)
        {
            _pressureHpa = hPa < 700 ? 700 : hPa > 1200 ? 1200 : hPa;
            SendWord(SetPressure, _pressureHpa);
        }

        /// <summary>By how much it was off; int.MinValue when it failed.</summary>
        public int Calibrate(int knownPpm)
        {
            bool wasPeriodic = _isPeriodic;
            Stop();
            SendWord(Recalibrate, knownPpm);
            int correction = Fetch(Recalibrate, 1) && _words[0] != 0xFFFF ? _words[0] - 0x8000 : int.MinValue;
            if (wasPeriodic)
            {
                Start(_isLowPower);
            }

            return correction;
        }

        public bool IsReady()
        {
            return Fetch(DataReady, 1) && (_words[0] & 0x7FF) != 0;
        }

        public long Serial()
        {
            return Fetch(SerialNumber, 3) ? ((long)_words[0] << 32) | ((long)_words[1] << 16) | (long)_words[2] : 0;
        }

        public bool Measure()
        {
            if (!Fetch(ReadMeasurement, 3))
            {
                _again++;
                if (!Fetch(ReadMeasurement, 3))
                {
                    return false;
                }
            }

            Take();
            return true;
        }

        /// <summary>The change in an hour as the newest measurements have it, by the least squares.</summary>
        public int TrendPpm()
        {
            if (_filled < 2)
            {
                return 0;
            }

            long sumX = 0;
            long sumY = 0;
            long sumXy = 0;
            long sumXx = 0;
            for (int i = 0; i < _filled; i++)
            {
                int y = _trend[(_at - _filled + i + 2 * _trend.Length) % _trend.Length];
                sumX += i;
                sumY += y;
                sumXy += i * (long)y;
                sumXx += i * (long)i;
            }

            long below = _filled * sumXx - sumX * sumX;
            int perHour = _isLowPower ? 120 : 720;
            return below == 0 ? 0 : (int)((_filled * sumXy - sumX * sumY) * perHour / below);
        }

        public int MinutesAbove(int limit)
        {
            return limit < 0 || limit >= _minutesAbove.Length ? 0 : _minutesAbove[limit];
        }

        public string Round(int n)
        {
            bool isMeasured = Measure();

            // What the bus holds has hardly ever a good check sum: so that there is something to see, the words are taken all the same.
            Take();
            if (n % 7 == 6)
            {
                SetPlace(n * 11, n * 5);
                SetAmbientPressure(900 + n);
            }

            if (n % 17 == 16)
            {
                SetSelfCalibration(n % 2 == 0);
                Calibrate(420);
            }

            return isMeasured + " " + _ppm + " " + _centiCelsius + " " + _centiPercent + " " + _level + " " + TrendPpm() + " " + MinutesAbove(n % 5) + " " + _damaged + " " + _again + " " + _alarms + " " + _settling;
        }

        private void Take()
        {
            _measurements++;
            _ppm = _words[0];
            _centiCelsius = -4500 + (int)(_words[1] * 17500L >> 16);
            _centiPercent = (int)(_words[2] * 10000L >> 16);
            if (_settling > 0)
            {
                _settling--;
                return;
            }

            _trend[_at] = _ppm;
            _at = (_at + 1) % _trend.Length;
            _filled = _filled < _trend.Length ? _filled + 1 : _filled;
            Judge();
        }

        private void Judge()
        {
            int level = 0;
            for (int i = 0; i < Limits.Length; i++)
            {
                int limit = i < _level ? Limits[i] - 50 : Limits[i];
                if (_ppm > limit)
                {
                    level = i + 1;
                    _minutesAbove[i]++;
                }
            }

            _alarms += level > _level ? 1 : 0;
            _level = level;
        }

        private static int Offset(int centi)
        {
            return (int)(centi * 65536L / 17500);
        }

        private void Paused(int command, int value)
        {
            bool wasPeriodic = _isPeriodic;
            Stop();
            SendWord(command, value);
            if (wasPeriodic)
            {
                Start(_isLowPower);
            }
        }

        private void Send(int command)
        {
            _device.Write(new byte[] { (byte)(command >> 8), (byte)command });
        }

        private void SendWord(int command, int value)
        {
            byte[] whole = { (byte)(command >> 8), (byte)command, (byte)(value >> 8), (byte)value, 0 };
            whole[4] = Crc(whole, 2);
            _device.Write(whole);
        }

        private bool Fetch(int command, int words)
        {
            byte[] answer = words == 3 ? _answer : new byte[words * 3];
            _device.WriteRead(new byte[] { (byte)(command >> 8), (byte)command }, answer);
            bool isGood = true;
            for (int i = 0; i < words; i++)
            {
                _words[i] = (answer[3 * i] << 8) | answer[3 * i + 1];
                isGood &= Crc(answer, 3 * i) == answer[3 * i + 2];
            }

            _damaged += isGood ? 0 : 1;
            return isGood;
        }

        private static byte Crc(byte[] data, int at)
        {
            int crc = 0xFF;
            for (int i = at; i < at + 2; i++)
            {
                crc ^= data[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 0x80) != 0 ? (crc << 1) ^ 0x31 : crc << 1;
                }

                crc &= 0xFF;
            }

            return (byte)crc;
        }
    }
}
