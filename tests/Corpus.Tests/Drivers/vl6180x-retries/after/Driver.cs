using System;
using System.Device.I2c;
using System.Threading;

namespace Drivers
{
    /// <summary>The ranger VL6180X: millimetres, the light around it, whether something is there, and how fast it comes.</summary>
    public class Vl6180x : IDisposable
    {
        public const byte DefaultI2cAddress = 0x29;

        /// <summary>Millimetres of a range that did not work.</summary>
        public const int NoRange = 255;

        private const int Model = 0xB4;
        private const int RangeReady = 0x04;
        private const int LightReady = 0x20;
        private const int ClearAll = 0x07;
        private const int WaitTries = 3;
        private const int Speeds = 4;
        private const int MostRetries = 2;

        // Settings that the part asks for before it measures, address and value in turn.
        private static readonly ushort[] Settings =
        {
            0x0207, 0x01, 0x0208, 0x01, 0x0096, 0x00, 0x0097, 0xFD, 0x00E3, 0x00, 0x00E4, 0x04, 0x00E5, 0x02, 0x00E6, 0x01, 0x00E7, 0x03, 0x00F5, 0x02,
            0x00D9, 0x05, 0x00DB, 0xCE, 0x00DC, 0x03, 0x00DD, 0xF8, 0x009F, 0x00, 0x00A3, 0x3C, 0x00B7, 0x00, 0x00BB, 0x3C, 0x00B2, 0x09, 0x00CA, 0x09,
            0x0198, 0x01, 0x01B0, 0x17, 0x01AD, 0x00, 0x00FF, 0x05, 0x0100, 0x05, 0x0199, 0x05, 0x01A6, 0x1B, 0x01AC, 0x3E, 0x01A7, 0x1F, 0x0030, 0x00,
        };

        private static readonly int[] GainHundredths = { 2000, 1032, 521, 260, 172, 128, 101, 4000 };

        private readonly int[] _ranges = new int[Speeds];
        private readonly long[] _times = new long[Speeds];
        private I2cDevice _i2cDevice;
        private LightGain _gain = LightGain.X1;
        private RangeError _error;
        private int _millimetres = NoRange;
        private int _centiLux;
        private int _integrationMilliseconds = 100;
        private int _next;
        private int _count;
        private int _nearMillimetres = 80;
        private int _failures;
        private int _timeouts;
        private int _retries;
        private int _lastGood = NoRange;
        private int _transferErrors;
        private bool _isPresent;
        private bool _isLooking;

        public Vl6180x(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (Read(Register.IdentificationModel) != Model)
            {
                throw new SystemException("no VL6180X");
            }

            if (Read(Register.FreshOutOfReset) == 1)
            {
                LoadSettings();
            }

            Configure();
        }

        /// <summary>Something came nearer than the limit, or went.</summary>
        public event PresenceHandler PresenceChanged;

        public int Millimetres
        {
            get { return _millimetres; }
        }

        /// <summary>Hundredths of a lux.</summary>
        public int CentiLux
        {
            get { return _centiLux; }
        }

        public RangeError Error
        {
            get { return _error; }
        }

        public bool IsPresent
        {
            get { return _isPresent; }
        }

        public int Failures
        {
            get { return _failures; }
        }

        /// <summary>Ranges that were tried again.</summary>
        public int Retries
        {
            get { return _retries; }
        }

        public int Timeouts
        {
            get { return _timeouts; }
        }

        public int TransferErrors
        {
            get { return _transferErrors; }
        }

        /// <summary>Nearer than so many millimetres is there.</summary>
        public int NearMillimetres
        {
            get
            {
                return _nearMillimetres;
            }

            set
            {
                if (value < 10 || value > 200)
                {
                    throw new ArgumentOutOfRangeException(nameof(value));
                }

                _nearMillimetres = value;
            }
        }

        /// <summary>Millimetres a second over the last ranges; below zero: it comes nearer.</summary>
        public int Speed
        {
            get
            {
                if (_count < Speeds)
                {
                    return 0;
                }

                int newest = (_next + Speeds - 1) % Speeds;
                long passed = _times[newest] - _times[_next];
                return passed <= 0 ? 0 : (int)((_ranges[newest] - _ranges[_next]) * 1000L / passed);
            }
        }

        public void SetOffset(sbyte millimetres)
        {
            Write(Register.RangeOffset, (byte)millimetres);
        }

        public void SetCrosstalk(int rate)
        {
            Write(Register.RangeCrosstalk, (byte)(rate >> 8));
            Write((Register)((int)Register.RangeCrosstalk + 1), (byte)rate);
        }

        public void SetLight(LightGain gain, int integrationMilliseconds)
        {
            if (integrationMilliseconds < 1 || integrationMilliseconds > 512)
            {
                throw new ArgumentOutOfRangeException(nameof(integrationMilliseconds));
            }

            _gain = gain;
            _integrationMilliseconds = integrationMilliseconds;
            Write(Register.LightGain, 0x40 | (int)gain);
            Write(Register.LightIntegration, (integrationMilliseconds - 1) >> 8);
            Write((Register)((int)Register.LightIntegration + 1), integrationMilliseconds - 1);
        }

        /// <summary>Measures a range; false when it did not work, which <see cref="Error"/> tells of.</summary>
        public bool Measure(long nowMs)
        {
            int tries = 0;
            while (!MeasureOnce())
            {
                if (++tries > MostRetries)
                {
                    _failures++;
                    _millimetres = _lastGood;
                    return false;
                }

                _retries++;
            }

            _lastGood = _millimetres;

            _ranges[_next] = _millimetres;
            _times[_next] = nowMs;
            _next = (_next + 1) % Speeds;
            _count = _count < Speeds ? _count + 1 : Speeds;
            LookForPresence();
            return true;
        }

        /// <summary>Begins to look at the light; <see cref="TryTakeLight"/> has it some time later.</summary>
        public void BeginLight()
        {
            _isLooking = true;
            Write(Register.LightStart, 1);
        }

        public bool TryTakeLight()
        {
            if (!_isLooking || (Read(Register.InterruptStatus) & LightReady) == 0)
            {
                return false;
            }

            byte[] bytes = new byte[2];
            if (!Read(Register.LightValue, bytes))
            {
                return false;
            }

            _isLooking = false;
            Write(Register.InterruptClear, 2);
            long counts = (bytes[0] << 8) | bytes[1];
            _centiLux = (int)(counts * 32 * 100 * 100 / ((long)GainHundredths[(int)_gain] * _integrationMilliseconds));
            return true;
        }

        public override string ToString()
        {
            return _millimetres + " mm (" + (int)_error + "), " + _centiLux + " clx, " + (_isPresent ? "there" : "away");
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private bool MeasureOnce()
        {
            Write(Register.RangeStart, 1);
            for (int tries = 0; tries < WaitTries; tries++)
            {
                if ((Read(Register.InterruptStatus) & RangeReady) != 0)
                {
                    _error = (RangeError)(Read(Register.RangeStatus) >> 4);
                    _millimetres = Read(Register.RangeValue);
                    Write(Register.InterruptClear, 1);
                    return _error == RangeError.None;
                }

                Thread.Sleep(1);
            }

            _timeouts++;
            return false;
        }

        private void LookForPresence()
        {
            // It has to go a little further than it came.
            int limit = _isPresent ? _nearMillimetres + 10 : _nearMillimetres;
            bool isPresent = _millimetres < limit;
            if (isPresent == _isPresent)
            {
                return;
            }

            _isPresent = isPresent;
            PresenceHandler handler = PresenceChanged;
            if (handler != null)
            {
                handler(this, new PresenceEventArgs(isPresent, _millimetres));
            }
        }

        private void LoadSettings()
        {
            for (int i = 0; i < Settings.Length; i += 2)
            {
                Write((Register)Settings[i], Settings[i + 1]);
            }

            Write(Register.FreshOutOfReset, 0);
        }

        private void Configure()
        {
            Write(Register.ModeGpio1, 0x10);
            Write(Register.ReadoutAveraging, 0x30);
            Write(Register.RangeRepeatRate, 0xFF);
            Write(Register.RangeIntermeasurementPeriod, 0x09);
            Write(Register.RangeMaximumConvergence, 0x31);
            Write(Register.InterruptConfiguration, 0x24);
            Write(Register.InterruptClear, ClearAll);
            SetLight(LightGain.X1, 100);
        }

        private int Read(Register register)
        {
            byte[] value = new byte[1];
            Read(register, value);
            return value[0];
        }

        private bool Read(Register register, byte[] values)
        {
            return Count(_i2cDevice.WriteRead(new byte[] { (byte)((int)register >> 8), (byte)register }, values));
        }

        private void Write(Register register, int value)
        {
            Count(_i2cDevice.Write(new byte[] { (byte)((int)register >> 8), (byte)register, (byte)value }));
        }

        private bool Count(I2cTransferResult result)
        {
            if (result.Status == I2cTransferStatus.FullTransfer)
            {
                return true;
            }

            _transferErrors++;
            return false;
        }
    }
}
