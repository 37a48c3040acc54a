using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The charge counter LTC2941: what flowed in and out of a battery, how full it is, how long it lasts, and its thresholds.</summary>
    public class Ltc2941 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x64;

        private const int HalfCharge = 0x7FFF;
        private const int PrescalerMask = 0x38;
        private const int AlertMask = 0x06;
        private const int WarningMask = 0xC0;
        private const int ShutdownBit = 0x01;
        private const int TypicalShuntMilliohms = 50;
        private const int NanoampereHoursPerCount = 85000;
        private const int Rates = 6;

        private readonly BatteryHistory _history = new BatteryHistory();
        private readonly int[] _rates = new int[Rates];
        private readonly int _capacityMilliampereHours;
        private readonly int _shuntMilliohms;
        private I2cDevice _i2cDevice;
        private GaugeStatus _status;
        private int _prescaler = 128;
        private int _raw;
        private int _charge;
        private int _rate;
        private int _rateCount;
        private long _lastMs = -1;
        private int _overflows;
        private int _errors;
        private bool _isLow;

        public Ltc2941(I2cDevice i2cDevice) : this(i2cDevice, 50, 2200)
        {
        }

        /// <param name="i2cDevice">The device to talk to.</param>
        /// <param name="shuntMilliohms">1 to 500.</param>
        /// <param name="capacityMilliampereHours">Of a full battery.</param>
        public Ltc2941(I2cDevice i2cDevice, int shuntMilliohms, int capacityMilliampereHours)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (shuntMilliohms < 1 || shuntMilliohms > 500 || capacityMilliampereHours < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(shuntMilliohms));
            }

            _shuntMilliohms = shuntMilliohms;
            _capacityMilliampereHours = capacityMilliampereHours;
            if ((ReadStatus() & GaugeStatus.IsLtc2941) == 0)
            {
                throw new SystemException("no LTC2941");
            }

            SetPrescaler(128);
        }

        public event GaugeHandler StatusChanged;

        public BatteryHistory History
        {
            get { return _history; }
        }

        public GaugeStatus Status
        {
            get { return _status; }
        }

        /// <summary>Microampere hours since the counter was in its middle; below zero: they went out.</summary>
        public int Charge
        {
            get { return _charge; }
        }

        /// <summary>Microamperes over the last refreshes; below zero: out.</summary>
        public int Current
        {
            get
            {
                if (_rateCount == 0)
                {
                    return 0;
                }

                long sum = 0;
                for (int i = 0; i < _rateCount; i++)
                {
                    sum += _rates[i];
                }

                return (int)(sum / _rateCount);
            }
        }

        /// <summary>How full the battery is; it was half full when the counter was.</summary>
        public int Percent
        {
            get
            {
                int percent = 50 + (int)((long)_charge / 10 / _capacityMilliampereHours);
                return percent < 0 ? 0 : percent > 100 ? 100 : percent;
            }
        }

        /// <summary>Minutes until it is empty, or full while it charges; -1 when nothing flows.</summary>
        public int MinutesLeft
        {
            get
            {
                int current = Current;
                if (current == 0)
                {
                    return -1;
                }

                long left = (long)_capacityMilliampereHours * 10 * (current > 0 ? 100 - Percent : Percent);
                return (int)(left * 60 / (current > 0 ? current : -current));
            }
        }

        public int Overflows
        {
            get { return _overflows; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public int Prescaler
        {
            get { return _prescaler; }
        }

        /// <summary>How many of the part's steps make a count: 1, 2, 4 to 128.</summary>
        public void SetPrescaler(int prescaler)
        {
            int exponent = 0;
            while (exponent < 7 && (1 << exponent) < prescaler)
            {
                exponent++;
            }

            if ((1 << exponent) != prescaler)
            {
                throw new ArgumentOutOfRangeException(nameof(prescaler));
            }

            _prescaler = prescaler;
            Change(PrescalerMask, exponent << 3);
        }

        public void SetAlert(AlertPin pin, BatteryWarning warning)
        {
            Change(AlertMask | WarningMask, ((int)pin << 1) | ((int)warning << 6));
        }

        /// <summary>Thresholds, in percent of the battery.</summary>
        public void SetThresholds(int lowPercent, int highPercent)
        {
            if (lowPercent < 0 || lowPercent >= highPercent || highPercent > 100)
            {
                throw new ArgumentOutOfRangeException(nameof(lowPercent));
            }

            WriteWord(Register.LowThreshold, ToRaw(lowPercent));
            WriteWord(Register.HighThreshold, ToRaw(highPercent));
        }

        /// <summary>Says how full the battery is, from elsewhere; the part rests while it is told.</summary>
        public void SetPercent(int percent)
        {
            if (percent < 0 || percent > 100)
            {
                throw new ArgumentOutOfRangeException(nameof(percent));
            }

            Change(ShutdownBit, ShutdownBit);
            WriteWord(Register.Charge, ToRaw(percent));
            Change(ShutdownBit, 0);
            _rateCount = 0;
            _lastMs = -1;
        }

        /// <summary>Reads what flowed since.</summary>
        public bool Refresh(long nowMs)
        {
            byte[] bytes = new byte[2];
            if (!Read(Register.Charge, bytes))
            {
                return false;
            }

            _raw = (bytes[0] << 8) | bytes[1];
            int charge = ToMicroampereHours(_raw - HalfCharge);
            if (_lastMs >= 0 && nowMs > _lastMs)
            {
                _rates[_rate] = (int)((charge - _charge) * 3600000L / (nowMs - _lastMs));
                _rate = (_rate + 1) % Rates;
                _rateCount = _rateCount < Rates ? _rateCount + 1 : Rates;
            }

            _lastMs = nowMs;
            _charge = charge;
            _history.Take(Percent);
            Look();
            return true;
        }

        public override string ToString()
        {
            return _charge + " uAh, " + Percent + " %, " + Current + " uA, " + _history.Cycles + " cycles";
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Change(ShutdownBit, ShutdownBit);
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        // A count is 0.085 mAh at 50 mOhm and with the largest prescaler.
        private int ToMicroampereHours(int counts)
        {
            return (int)((long)counts * NanoampereHoursPerCount * TypicalShuntMilliohms * _prescaler / (128000L * _shuntMilliohms));
        }

        private int ToRaw(int percent)
        {
            long microampereHours = (percent - 50L) * _capacityMilliampereHours * 10;
            long counts = microampereHours * 1000 * _shuntMilliohms * 128 / ((long)NanoampereHoursPerCount * TypicalShuntMilliohms * _prescaler);
            long raw = HalfCharge + counts;
            return raw < 0 ? 0 : raw > 0xFFFF ? 0xFFFF : (int)raw;
        }

        private void Look()
        {
            GaugeStatus status = ReadStatus() & ~GaugeStatus.IsLtc2941;
            if ((status & GaugeStatus.Overflow) != 0 && (_status & GaugeStatus.Overflow) == 0)
            {
                _overflows++;
            }

            _isLow = (status & GaugeStatus.ChargeLow) != 0;
            GaugeHandler handler = StatusChanged;
            if (status != _status && handler != null)
            {
                handler(this, status);
            }

            _status = status;
        }

        private GaugeStatus ReadStatus()
        {
            byte[] value = new byte[1];
            Read(Register.Status, value);
            return (GaugeStatus)value[0];
        }

        private void Change(int mask, int bits)
        {
            byte[] value = new byte[1];
            if (Read(Register.Control, value))
            {
                Write(new byte[] { (byte)Register.Control, (byte)((value[0] & ~mask) | bits) });
            }
        }

        private void WriteWord(Register register, int word)
        {
            Write(new byte[] { (byte)register, (byte)(word >> 8), (byte)word });
        }

        private bool Read(Register register, byte[] values)
        {
            if (_i2cDevice.WriteRead(new byte[] { (byte)register }, values).Status == I2cTransferStatus.FullTransfer)
            {
                return true;
            }

            _errors++;
            return false;
        }

        private void Write(byte[] bytes)
        {
            if (_i2cDevice.Write(bytes).Status != I2cTransferStatus.FullTransfer)
            {
                _errors++;
            }
        }
    }
}
