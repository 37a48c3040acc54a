using System;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    [StateMigration(typeof(Ina226), ConstructorAdditions = true)]
    internal static class Ina226Migration
    {
        public static void Up(object old, object next)
        {
        }

        public static void Down(object next, object old)
        {
            ((Ina226)old).Averages = Averages.Of1;
        }
    }

    /// <summary>The meter INA226: voltages, current, power and energy behind a shunt, and a limit that is told of.</summary>
    public class Ina226 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x40;

        private const int Manufacturer = 0x5449;
        private const int Die = 0x2260;
        private const int ResetBit = 0x8000;
        private const int ConversionReady = 0x0008;
        private const int AlertFlag = 0x0010;
        private const int Overflow = 0x0004;
        private const int MicrovoltsPerBusBit = 1250;
        private const int NanovoltsPerShuntBit = 2500;
        private const int PeakSamples = 4;

        private static readonly int[] AverageCounts = { 1, 4, 16, 64, 128, 256, 512, 1024 };
        private static readonly int[] ConversionMicroseconds = { 140, 204, 332, 588, 1100, 2116, 4156, 8244 };

        private readonly int _shuntMilliohms;
        private I2cDevice _i2cDevice;
        private Averages _averages;
        private ConversionTime _busTime = ConversionTime.Us1100;
        private ConversionTime _shuntTime = ConversionTime.Us1100;
        private OperatingMode _mode = OperatingMode.BothAlways;
        private AlertKind _alertKind;
        private int _microamperesPerBit;
        private int _milliamperes;
        private int _millivolts;
        private int _milliwatts;
        private int _highestMilliamperes;
        private int[] _recent;
        private int _recentNext;
        private long _lastMs = -1;
        private long _microwattHours;
        private int _overflows;
        private int _transferErrors;
        private int _alerts;

        public Ina226(I2cDevice i2cDevice) : this(i2cDevice, 10)
        {
        }

        /// <param name="i2cDevice">The device to talk to.</param>
        /// <param name="shuntMilliohms">1 to 1000.</param>
        public Ina226(I2cDevice i2cDevice, int shuntMilliohms)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (shuntMilliohms < 1 || shuntMilliohms > 1000)
            {
                throw new ArgumentOutOfRangeException(nameof(shuntMilliohms));
            }

            _shuntMilliohms = shuntMilliohms;
            if (Read(Register.ManufacturerId) != Manufacturer || Read(Register.DieId) != Die)
            {
                throw new SystemException("no INA226");
            }

            Write(Register.Configuration, ResetBit);
            Calibrate(2000);
            _recent = new int[PeakSamples];
            Averages = Averages.Of16;
        }

        /// <summary>A limit was passed; told once until it holds again.</summary>
        public event AlertHandler Alert;

        public int Milliamperes
        {
            get { return _milliamperes; }
        }

        public int Millivolts
        {
            get { return _millivolts; }
        }

        public int Milliwatts
        {
            get { return _milliwatts; }
        }

        public int HighestMilliamperes
        {
            get { return _highestMilliamperes; }
        }

        /// <summary>What was taken from the bus since the driver was made, in thousandths of a watt hour.</summary>
        public int MilliwattHours
        {
            get { return (int)(_microwattHours / 1000); }
        }

        public int Overflows
        {
            get { return _overflows; }
        }

        public int TransferErrors
        {
            get { return _transferErrors; }
        }

        public int Alerts
        {
            get { return _alerts; }
        }

        /// <summary>Microseconds that a measurement of both takes.</summary>
        public int MeasurementMicroseconds
        {
            get { return (ConversionMicroseconds[(int)_busTime] + ConversionMicroseconds[(int)_shuntTime]) * AverageCounts[(int)_averages]; }
        }

        public Averages Averages
        {
            get
            {
                return _averages;
            }

            set
            {
                _averages = value;
                Configure();
            }
        }

        public OperatingMode Mode
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

        public void SetConversionTimes(ConversionTime bus, ConversionTime shunt)
        {
            _busTime = bus;
            _shuntTime = shunt;
            Configure();
        }

        /// <summary>The currents that are expected; the finer, the smaller they are.</summary>
        public void Calibrate(int mostMilliamperes)
        {
            if (mostMilliamperes < 1 || mostMilliamperes * (long)_shuntMilliohms > 81920)
            {
                throw new ArgumentOutOfRangeException(nameof(mostMilliamperes));
            }

            _microamperesPerBit = (mostMilliamperes * 1000 / 32768) + 1;
            Write(Register.Calibration, 5120000 / (_microamperesPerBit * _shuntMilliohms));
        }

        /// <summary>Watches a current.</summary>
        public void WatchCurrent(int milliamperes, bool isOver)
        {
            int raw = (int)(milliamperes * (long)_shuntMilliohms * 1000 / NanovoltsPerShuntBit);
            Watch(isOver ? AlertKind.ShuntOver : AlertKind.ShuntUnder, raw);
        }

        /// <summary>Watches the voltage of the bus.</summary>
        public void WatchVoltage(int millivolts, bool isOver)
        {
            Watch(isOver ? AlertKind.BusOver : AlertKind.BusUnder, millivolts * 1000 / MicrovoltsPerBusBit);
        }

        public void WatchNothing()
        {
            Watch(AlertKind.None, 0);
        }

        /// <summary>Takes over a measurement; false when none is ready.</summary>
        public bool Refresh(long nowMs)
        {
            int mask = Read(Register.MaskEnable);
            if ((mask & ConversionReady) == 0)
            {
                return false;
            }

            if ((mask & Overflow) != 0)
            {
                _overflows++;
                return false;
            }

            _millivolts = Read(Register.BusVoltage) * MicrovoltsPerBusBit / 1000;
            _milliamperes = (short)Read(Register.Current) * _microamperesPerBit / 1000;
            _milliwatts = Read(Register.Power) * _microamperesPerBit / 40;
            if (_lastMs >= 0)
            {
                _microwattHours += _milliwatts * (nowMs - _lastMs) / 3600;
            }

            _lastMs = nowMs;
            NotePeak();
            if ((mask & AlertFlag) != 0)
            {
                Tell();
            }

            return true;
        }

        /// <summary>Microvolts across the shunt, as they are.</summary>
        public int ShuntMicrovolts()
        {
            return (short)Read(Register.ShuntVoltage) * NanovoltsPerShuntBit / 1000;
        }

        public override string ToString()
        {
            return _milliamperes + " mA, " + _millivolts + " mV, " + _milliwatts + " mW, limit " + (int)_alertKind;
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Mode = OperatingMode.PowerDown;
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private void NotePeak()
        {
            // A peak is what lasts as many samples as are kept.
            _recent[_recentNext] = _milliamperes;
            _recentNext = (_recentNext + 1) % PeakSamples;
            int least = _milliamperes;
            for (int i = 0; i < PeakSamples; i++)
            {
                least = _recent[i] < least ? _recent[i] : least;
            }

            _highestMilliamperes = least > _highestMilliamperes ? least : _highestMilliamperes;
        }

        private void Configure()
        {
            Write(Register.Configuration, 0x4000 | ((int)_averages << 9) | ((int)_busTime << 6) | ((int)_shuntTime << 3) | (int)_mode);
        }

        private void Watch(AlertKind kind, int raw)
        {
            _alertKind = kind;
            Write(Register.AlertLimit, raw);
            Write(Register.MaskEnable, (int)kind);
        }

        private void Tell()
        {
            _alerts++;
            AlertHandler handler = Alert;
            if (handler != null)
            {
                handler(this, new AlertEventArgs(_alertKind, _milliamperes, _millivolts));
            }
        }

        private int Read(Register register)
        {
            byte[] bytes = new byte[2];
            I2cTransferResult result = _i2cDevice.WriteRead(new byte[] { (byte)register }, bytes);
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                _transferErrors++;
                return 0;
            }

            return (bytes[0] << 8) | bytes[1];
        }

        private void Write(Register register, int value)
        {
            I2cTransferResult result = _i2cDevice.Write(new byte[] { (byte)register, (byte)(value >> 8), (byte)value });
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                _transferErrors++;
            }
        }
    }
}
