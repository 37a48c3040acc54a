using System;
using System.Device.I2c;
using System.Threading;

namespace Drivers
{
    /// <summary>The thermometer TMP117: temperatures in thousandths of a degree, their mean and extremes, and two limits.</summary>
    public class Tmp117 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x48;

        private const int ChipId = 0x117;
        private const int NotMeasured = -32768;
        private const int SoftReset = 0x0002;
        private const int ReadyFlag = 0x2000;
        private const int LowFlag = 0x4000;
        private const int HighFlag = 0x8000;
        private const int ThermMode = 0x0010;
        private const int EepromBusy = 0x2000;
        private const int ConversionTries = 3;
        private static readonly int[] CycleMilliseconds = { 16, 125, 250, 500, 1000, 4000, 8000, 16000 };

        private readonly TemperatureRecord _record = new TemperatureRecord();
        private readonly byte[] _address = new byte[1];
        private readonly byte[] _word = new byte[2];
        private I2cDevice _i2cDevice;
        private ConversionMode _mode;
        private Averaging _averaging = Averaging.Of8;
        private int _cycle = 4;
        private int _milli;
        private int _highMilli = 192000;
        private int _lowMilli = -256000;
        private int _failures;
        private int _alertsSeen;
        private Alerts _alerts;

        public Tmp117(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if ((Read(Register.DeviceId) & 0x0FFF) != ChipId)
            {
                throw new SystemException("no TMP117");
            }

            Reset();
        }

        /// <summary>Thousandths of a degree Celsius, of the last refresh.</summary>
        public int MilliCelsius
        {
            get { return _milli; }
        }

        /// <summary>The same in thousandths of a degree Fahrenheit.</summary>
        public int MilliFahrenheit
        {
            get { return (_milli * 9 / 5) + 32000; }
        }

        public TemperatureRecord Record
        {
            get { return _record; }
        }

        public Alerts Alerts
        {
            get { return _alerts; }
        }

        public int AlertsSeen
        {
            get { return _alertsSeen; }
        }

        public int Failures
        {
            get { return _failures; }
        }

        public ConversionMode Mode
        {
            get
            {
                return _mode;
            }

            set
            {
                _mode = value;
                Configure();
            }
        }

        public Averaging Averaging
        {
            get
            {
                return _averaging;
            }

            set
            {
                _averaging = value;
                Configure();
            }
        }

        /// <summary>Milliseconds from one measurement to the next; the next longer one that the part knows.</summary>
        public int CycleTime
        {
            get
            {
                return CycleMilliseconds[_cycle];
            }

            set
            {
                int cycle = 0;
                while (cycle < CycleMilliseconds.Length - 1 && CycleMilliseconds[cycle] < value)
                {
                    cycle++;
                }

                _cycle = cycle;
                Configure();
            }
        }

        /// <summary>Above it there is an alert.</summary>
        public int HighLimit
        {
            get
            {
                return _highMilli;
            }

            set
            {
                CheckLimit(value);
                _highMilli = value;
                Write(Register.HighLimit, ToRaw(value));
            }
        }

        /// <summary>Below it there is an alert.</summary>
        public int LowLimit
        {
            get
            {
                return _lowMilli;
            }

            set
            {
                CheckLimit(value);
                _lowMilli = value;
                Write(Register.LowLimit, ToRaw(value));
            }
        }

        /// <summary>A thermostat: alerts stay until the other limit is passed.</summary>
        public void UseThermostat(bool isOn)
        {
            int configuration = Read(Register.Configuration) & 0x0FFC;
            Write(Register.Configuration, isOn ? configuration | ThermMode : configuration & ~ThermMode);
        }

        /// <summary>What it was when it was made, as three words.</summary>
        public long SerialNumber()
        {
            return ((long)Read(Register.Eeprom1) << 32) | ((long)Read(Register.Eeprom2) << 16) | (long)Read(Register.Eeprom3);
        }

        /// <summary>Takes over what was measured last; false when there is nothing new or nothing at all.</summary>
        public bool Refresh()
        {
            int configuration = Read(Register.Configuration);
            if ((configuration & ReadyFlag) == 0)
            {
                return false;
            }

            return Take(configuration);
        }

        public void Reset()
        {
            Write(Register.Configuration, SoftReset);
            Thread.Sleep(2);
            _mode = ConversionMode.Continuous;
            _record.Clear();
        }

        public override string ToString()
        {
            return _milli + " mC in " + _lowMilli + ".." + _highMilli + ", " + _record.Count + " of " + _record.LowestMilli + ".." + _record.HighestMilli;
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Mode = ConversionMode.ShutDown;
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        // 1/128 of a degree.
        private static int ToMilli(int raw)
        {
            return (short)raw * 1000 / 128;
        }

        private static int ToRaw(int milli)
        {
            return milli * 128 / 1000;
        }

        private static void CheckLimit(int milli)
        {
            if (milli < -256000 || milli > 255000)
            {
                throw new ArgumentOutOfRangeException(nameof(milli));
            }
        }

        private bool Take(int configuration)
        {
            int raw = (short)Read(Register.Temperature);
            if (raw == NotMeasured)
            {
                return false;
            }

            _milli = ToMilli(raw);
            _record.Take(_milli);
            Alerts alerts = ((configuration & HighFlag) != 0 ? Alerts.High : Alerts.None) | ((configuration & LowFlag) != 0 ? Alerts.Low : Alerts.None);
            if (alerts != Alerts.None && alerts != _alerts)
            {
                _alertsSeen++;
            }

            _alerts = alerts;
            return true;
        }

        private void Configure()
        {
            Write(Register.Configuration, ((int)_mode << 10) | (_cycle << 7) | ((int)_averaging << 5));
        }

        private int Read(Register register)
        {
            _address[0] = (byte)register;
            if (_i2cDevice.WriteRead(_address, _word).Status == I2cTransferStatus.FullTransfer)
            {
                return (_word[0] << 8) | _word[1];
            }

            _failures++;
            return 0;
        }

        private void Write(Register register, int value)
        {
            I2cTransferResult result = _i2cDevice.Write(new byte[] { (byte)register, (byte)(value >> 8), (byte)value });
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                _failures++;
            }
        }
    }
}
