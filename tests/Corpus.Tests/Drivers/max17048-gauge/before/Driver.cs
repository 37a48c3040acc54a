using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A battery gauge: voltage, charge, rate, alerts, and its own record of cycles and of how the battery ages.</summary>
    public class Max17048
    {
        private const int Voltage = 0x02;
        private const int Charge = 0x04;
        private const int Mode = 0x06;
        private const int Hibernation = 0x0A;
        private const int Configuration = 0x0C;
        private const int Alert = 0x14;
        private const int Rate = 0x16;
        private const int StatusRegister = 0x1A;
        private static readonly int[] MilliVolts = { 3300, 3500, 3600, 3680, 3720, 3760, 3800, 3860, 3930, 4020, 4200 };
        private static readonly int[] AlertBits = { 1, 2, 4, 8, 16, 32 };

        private readonly I2cDevice _device;
        private readonly byte[] _answer = new byte[2];
        private readonly int[] _history = new int[12];
        private readonly int[] _alerts = new int[6];
        private int _at;
        private int _milliVolts;
        private int _charge;
        private int _rate;
        private int _lowAlert = 10;
        private int _cyclesMilli;
        private int _lastCharge = -1;
        private int _highest;
        private int _lowest = 1000;
        private int _offset;
        private int _readings;
        private int _implausible;
        private bool _isCharging;
        private int _turns;

        public Max17048(I2cDevice device)
        {
            _device = device;
            Write(Mode, 0x4000);
            Write(Hibernation, 0x8030);
            SetLowAlert(_lowAlert);
            SetVoltageAlerts(3400, 4250);
        }

        /// <summary>In thousandths.</summary>
        public int ChargeLevel
        {
            get { return _charge; }
        }

        public int CyclesMilli
        {
            get { return _cyclesMilli; }
        }

        public bool IsCharging
        {
            get { return _isCharging; }
        }

        public void SetLowAlert(int percent)
        {
            _lowAlert = percent < 1 ? 1 : percent > 32 ? 32 : percent;
            Write(Configuration, 0x971F & ~0x1F | (32 - _lowAlert));
        }

        public void SetVoltageAlerts(int lowMilliVolts, int highMilliVolts)
        {
            Write(Alert, (lowMilliVolts / 20 << 8) | (highMilliVolts / 20 & 255));
        }

        public void SetSleep(bool isAsleep)
        {
            Write(Mode, isAsleep ? 0x2000 : 0);
            Write(Configuration, 0x9700 | (isAsleep ? 0x80 : 0) | (32 - _lowAlert));
        }

        public bool Update()
        {
            int voltage = Read(Voltage);
            int charge = Read(Charge);
            int rate = (short)Read(Rate);
            _milliVolts = (int)(voltage * 78125L / 1000000);
            int level = (int)(charge * 1000L / 25600) + _offset;
            if (level < 0 || level > 1100)
            {
                _implausible++;
                level = FromVoltage(_milliVolts);
            }

            _charge = level > 1000 ? 1000 : level;
            _rate = (int)(rate * 208L / 1000);
            _readings++;
            Record();
            CountCycles();
            return CheckAlerts();
        }

        /// <summary>Minutes until the battery is empty.</summary>
        public int MinutesLeft()
        {
            return _rate == 0 ? 0 : _charge * 60 / _rate;
        }

        /// <summary>Minutes until it is full; 0 when it is not being charged.</summary>
        public int MinutesToFull()
        {
            return _rate <= 0 ? 0 : (1000 - _charge) * 60 / _rate;
        }

        public int Alerts(int kind)
        {
            return kind < 0 || kind >= _alerts.Length ? 0 : _alerts[kind];
        }

        /// <summary>How far the newest readings lie apart.</summary>
        public int Spread()
        {
            int least = int.MaxValue;
            int most = int.MinValue;
            for (int i = 0; i < _history.Length; i++)
            {
                least = _history[i] < least ? _history[i] : least;
                most = _history[i] > most ? _history[i] : most;
            }

            return most - least;
        }

        /// <summary>Of its first capacity, in thousandths, as far as cycles tell.</summary>
        public int Health()
        {
            int worn = _cyclesMilli / 1000 * 2 / 5;
            return worn > 400 ? 600 : 1000 - worn;
        }

        public void Learn(int knownCharge)
        {
            _offset += (knownCharge - _charge) / 4;
            _offset = _offset > 50 ? 50 : _offset < -50 ? -50 : _offset;
        }

        public string Round(int n)
        {
            bool isAlert = Update();
            if (n % 8 == 7)
            {
                Learn(FromVoltage(_milliVolts));
                SetLowAlert(n % 40);
            }

            if (n % 13 == 12)
            {
                SetSleep(n % 2 == 0);
            }

            return _milliVolts + " " + _charge + " " + _rate + " " + MinutesLeft() + " " + MinutesToFull() + " " + Spread() + " " + Health() + " " + _cyclesMilli + " " + isAlert + " " + Alerts(n % 6) + " " + _implausible + " " + _turns;
        }

        private static int FromVoltage(int milliVolts)
        {
            for (int i = 1; i < MilliVolts.Length; i++)
            {
                if (milliVolts < MilliVolts[i])
                {
                    int span = MilliVolts[i] - MilliVolts[i - 1];
                    int above = milliVolts - MilliVolts[i - 1];
                    return above < 0 ? 0 : (i - 1) * 100 + above * 100 / span;
                }
            }

            return 1000;
        }

        private void Record()
        {
            _history[_at] = _charge;
            _at = (_at + 1) % _history.Length;
            _highest = _charge > _highest ? _charge : _highest;
            _lowest = _charge < _lowest ? _charge : _lowest;
        }

        private void CountCycles()
        {
            if (_lastCharge >= 0)
            {
                int change = _charge - _lastCharge;
                bool isCharging = change > 0;
                _turns += isCharging != _isCharging ? 1 : 0;
                _isCharging = isCharging;
                _cyclesMilli += change < 0 ? -change : 0;
            }

            _lastCharge = _charge;
        }

        private bool CheckAlerts()
        {
            int status = Read(StatusRegister) >> 8;
            bool isAny = false;
            for (int i = 0; i < AlertBits.Length; i++)
            {
                if ((status & AlertBits[i]) != 0)
                {
                    _alerts[i]++;
                    isAny = true;
                }
            }

            return isAny;
        }

        private int Read(int register)
        {
            _device.WriteRead(new byte[] { (byte)register }, _answer);
            return (_answer[0] << 8) | _answer[1];
        }

        private void Write(int register, int value)
        {
            _device.Write(new byte[] { (byte)register, (byte)(value >> 8), (byte)value });
        }
    }
}
