using System;
using System.Device.I2c;
using System.Threading;

namespace Drivers
{
    /// <summary>The air sensor CCS811: readings, what they are corrected by, baseline, thresholds, errors, and bands of CO2.</summary>
    public class Ccs811 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x5A;

        private const int HardwareId = 0x81;
        private const int ApplicationValid = 0x10;
        private const int FirmwareRuns = 0x80;
        private const int DataReady = 0x08;
        private const int ErrorBit = 0x01;
        private const int InterruptBit = 0x08;
        private const int ThresholdBit = 0x04;
        private const int Hysteresis = 50;
        private const int Readings = 8;
        private static readonly byte[] ResetSequence = { 0x11, 0xE5, 0x72, 0x8A };

        private readonly GasReading[] _readings = new GasReading[Readings];
        private I2cDevice _i2cDevice;
        private OperationMode _mode;
        private Ccs811Error _lastError;
        private int _next;
        private int _count;
        private int _missed;
        private int _errors;
        private int _transferErrors;
        private int _low = 1000;
        private int _high = 1800;
        private int _band = -1;
        private int _bandChanges;

        public Ccs811(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (ReadByte(Register.HardwareId) != HardwareId)
            {
                throw new SystemException("no CCS811");
            }

            Reset();
            Start();
        }

        public event BandHandler BandChanged;

        /// <summary>The newest; null when there is none.</summary>
        public GasReading Last
        {
            get { return _count == 0 ? null : _readings[(_next + Readings - 1) % Readings]; }
        }

        public Ccs811Error LastError
        {
            get { return _lastError; }
        }

        public int Missed
        {
            get { return _missed; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public int TransferErrors
        {
            get { return _transferErrors; }
        }

        public int BandChanges
        {
            get { return _bandChanges; }
        }

        public OperationMode Mode
        {
            get
            {
                return _mode;
            }

            set
            {
                _mode = value;
                Write(Register.MeasurementMode, (byte)((int)value << 4));
            }
        }

        public bool IsDataReady
        {
            get { return (ReadByte(Register.Status) & DataReady) != 0; }
        }

        /// <summary>What the sensor takes for clean air.</summary>
        public int Baseline
        {
            get
            {
                byte[] bytes = new byte[2];
                return Read(Register.Baseline, bytes) ? (bytes[0] << 8) | bytes[1] : -1;
            }

            set
            {
                Write(Register.Baseline, (byte)(value >> 8), (byte)value);
            }
        }

        /// <summary>Version of what runs in the part: major, minor, and what is behind it.</summary>
        public string FirmwareVersion
        {
            get
            {
                byte[] bytes = new byte[2];
                Read(Register.ApplicationVersion, bytes);
                return (bytes[0] >> 4) + "." + (bytes[0] & 15) + "." + bytes[1];
            }
        }

        public void Reset()
        {
            Write(Register.SoftwareReset, ResetSequence);
            Thread.Sleep(2);
            _count = 0;
        }

        /// <summary>Corrects by hundredths of a percent of humidity and hundredths of a degree.</summary>
        public void SetEnviromentData(int centiPercent, int centiCelsius)
        {
            if (centiPercent < 0 || centiPercent > 10000 || centiCelsius < -2500 || centiCelsius > 5000)
            {
                throw new ArgumentOutOfRangeException(nameof(centiPercent));
            }

            int humidity = centiPercent * 512 / 100;
            int temperature = (centiCelsius + 2500) * 512 / 100;
            Write(Register.EnvironmentData, (byte)(humidity >> 8), (byte)humidity, (byte)(temperature >> 8), (byte)temperature);
        }

        /// <summary>Limits of the three bands; an interrupt when the CO2 goes from one to another.</summary>
        public void SetThresholds(int low, int high)
        {
            if (low < 400 || high - low < Hysteresis)
            {
                throw new ArgumentException(nameof(low));
            }

            _low = low;
            _high = high;
            Write(Register.Thresholds, (byte)(low >> 8), (byte)low, (byte)(high >> 8), (byte)high, Hysteresis);
            Write(Register.MeasurementMode, (byte)(((int)_mode << 4) | InterruptBit | ThresholdBit));
        }

        /// <summary>Takes over a reading; false when there is none, or the part had an error.</summary>
        public bool Refresh()
        {
            int status = ReadByte(Register.Status);
            if ((status & ErrorBit) != 0)
            {
                _lastError = (Ccs811Error)ReadByte(Register.ErrorId);
                _errors++;
                return false;
            }

            byte[] bytes = new byte[8];
            if ((status & DataReady) == 0 || !Read(Register.AlgorithmResult, bytes))
            {
                _missed++;
                return false;
            }

            GasReading reading = new GasReading((bytes[0] << 8) | bytes[1], (bytes[2] << 8) | bytes[3], (bytes[6] << 8) | bytes[7]);
            _readings[_next] = reading;
            _next = (_next + 1) % Readings;
            _count = _count < Readings ? _count + 1 : Readings;
            FindBand(reading.EquivalentCarbonDioxyde);
            return true;
        }

        /// <summary>The mean of what was read last, in millionths of CO2.</summary>
        public int Mean()
        {
            int sum = 0;
            for (int i = 0; i < _count; i++)
            {
                sum += _readings[i].EquivalentCarbonDioxyde;
            }

            return _count == 0 ? 0 : sum / _count;
        }

        public override string ToString()
        {
            return "mode " + (int)_mode + ", band " + _band + " of " + _low + "/" + _high + ", mean " + Mean();
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Mode = OperationMode.Idle;
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private void Start()
        {
            if ((ReadByte(Register.Status) & ApplicationValid) == 0)
            {
                throw new SystemException("no firmware");
            }

            Write(Register.ApplicationStart);
            Thread.Sleep(1);
            if ((ReadByte(Register.Status) & FirmwareRuns) == 0)
            {
                throw new SystemException("firmware does not run");
            }

            Mode = OperationMode.EverySecond;
        }

        private void FindBand(int carbonDioxide)
        {
            int band = carbonDioxide < _low ? 0 : carbonDioxide < _high ? 1 : 2;
            if (band == _band)
            {
                return;
            }

            // Back down only behind the hysteresis.
            int limit = _band == 2 ? _high : _low;
            if (band < _band && carbonDioxide > limit - Hysteresis)
            {
                return;
            }

            _bandChanges += _band >= 0 ? 1 : 0;
            _band = band;
            BandHandler handler = BandChanged;
            if (handler != null)
            {
                handler(this, band);
            }
        }

        private int ReadByte(Register register)
        {
            byte[] value = new byte[1];
            Read(register, value);
            return value[0];
        }

        private bool Read(Register register, byte[] values)
        {
            return Count(_i2cDevice.WriteRead(new byte[] { (byte)register }, values));
        }

        private void Write(Register register, params byte[] values)
        {
            byte[] bytes = new byte[1 + values.Length];
            bytes[0] = (byte)register;
            Array.Copy(values, 0, bytes, 1, values.Length);
            Count(_i2cDevice.Write(bytes));
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
