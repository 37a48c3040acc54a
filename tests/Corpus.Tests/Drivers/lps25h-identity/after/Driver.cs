using System;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    [StateMigration(typeof(Lps25h), ConstructorAdditions = true)]
    internal static class Lps25hMigration
    {
        public static void Up(object old, object next)
        {
        }

        public static void Down(object next, object old)
        {
        }
    }

    /// <summary>The barometer LPS25H: pressure, temperature, height, where the weather goes, and a threshold.</summary>
    public class Lps25h : IDisposable
    {
        /// <summary>With SA0 at ground.</summary>
        public const byte DefaultI2cAddress = 0x5C;

        /// <summary>What the part says it is.</summary>
        internal const byte DeviceId = 0xBD;

        private const byte AutoIncrement = 0x80;
        private const byte PowerUp = 0x80;
        private const byte InterruptEnable = 0x08;
        private const byte BlockUpdate = 0x04;
        private const byte SoftwareReset = 0x04;
        private const byte OneShot = 0x01;
        private const byte BothAvailable = 0x03;
        private const byte Latched = 0x04;
        private const int HistoryLength = 12;
        private const int SteadyPascal = 25;
        private const int PascalAtSeaLevel = 101325;

        private readonly int[] _history = new int[HistoryLength];
        private I2cDevice _i2cDevice;
        private OutputRate _rate;
        private PressureAverage _pressureAverage;
        private TemperatureAverage _temperatureAverage;
        private int _seaLevelPascal = PascalAtSeaLevel;
        private int _pressurePascal;
        private int _temperatureCenti;
        private int _historyCount;
        private int _historyNext;
        private int _lowest = int.MaxValue;
        private int _highest = int.MinValue;
        private int _missed;
        private int _failed;
        private bool _wasHigh;

        /// <param name="i2cDevice">The device to talk to; it is disposed with the driver.</param>
        /// <exception cref="SystemException">Another part, or none, answers there.</exception>
        public Lps25h(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (!IsThere())
            {
                throw new SystemException();
            }

            Write(Register.Control2, SoftwareReset);
            SetAverages(PressureAverage.Of512, TemperatureAverage.Of64);
            SetRate(OutputRate.Hz12AndAHalf);
            Write(Register.Control1, (byte)(Read(Register.Control1) | BlockUpdate));
        }

        /// <summary>The pressure went above the threshold, or came below it again.</summary>
        public event PressureCrossedHandler PressureCrossed;

        public OutputRate Rate
        {
            get { return _rate; }
        }

        /// <summary>Pascal of the last measurement.</summary>
        public int Pressure
        {
            get { return _pressurePascal; }
        }

        /// <summary>Hundredths of a degree Celsius of the last measurement.</summary>
        public int Temperature
        {
            get { return _temperatureCenti; }
        }

        public int Lowest
        {
            get { return _lowest; }
        }

        public int Highest
        {
            get { return _highest; }
        }

        /// <summary>Times that nothing was measured since the time before.</summary>
        public int Missed
        {
            get { return _missed; }
        }

        /// <summary>Transfers that failed.</summary>
        public int Failed
        {
            get { return _failed; }
        }

        /// <summary>Pascal at sea level, which heights are told from.</summary>
        public int SeaLevelPressure
        {
            get
            {
                return _seaLevelPascal;
            }

            set
            {
                if (value < 80000 || value > 120000)
                {
                    throw new ArgumentOutOfRangeException(nameof(value));
                }

                _seaLevelPascal = value;
            }
        }

        /// <summary>Decimetres above sea level, near the ground: 8.43 m a hectopascal, less the higher it is.</summary>
        public int Altitude
        {
            get
            {
                int below = _seaLevelPascal - _pressurePascal;
                return (int)((below * 843L / 1000) + ((long)below * below / 2400000));
            }
        }

        public Tendency Tendency
        {
            get
            {
                if (_historyCount < HistoryLength)
                {
                    return Tendency.Unknown;
                }

                int change = Mean(HistoryLength / 2, HistoryLength) - Mean(0, HistoryLength / 2);
                if (change > SteadyPascal)
                {
                    return Tendency.Rising;
                }

                return change < -SteadyPascal ? Tendency.Falling : Tendency.Steady;
            }
        }

        public bool IsThere()
        {
            return Read(Register.WhoAmI) == DeviceId;
        }

        public void SetRate(OutputRate rate)
        {
            _rate = rate;
            byte control = (byte)(Read(Register.Control1) & ~0x70);
            Write(Register.Control1, (byte)(control | PowerUp | ((int)rate << 4)));
        }

        public void SetAverages(PressureAverage pressure, TemperatureAverage temperature)
        {
            _pressureAverage = pressure;
            _temperatureAverage = temperature;
            Write(Register.ResolutionConfiguration, (byte)((int)pressure | ((int)temperature << 2)));
        }

        /// <summary>A threshold above 100000 pascal; 0 takes it back.</summary>
        public void SetThreshold(int pascalAbove)
        {
            if (pascalAbove < 0 || pascalAbove > 25000)
            {
                throw new ArgumentOutOfRangeException(nameof(pascalAbove));
            }

            int raw = pascalAbove * 16 / 100;
            Write(Register.ThresholdL, (byte)raw);
            Write((Register)((byte)Register.ThresholdL + 1), (byte)(raw >> 8));
            byte control = Read(Register.Control1);
            Write(Register.Control1, (byte)(raw > 0 ? control | InterruptEnable : control & ~InterruptEnable));
            Write(Register.InterruptConfiguration, (byte)(raw > 0 ? Latched | 0x01 : 0));
        }

        /// <summary>Corrects what the part measures, in sixteenths of a hectopascal.</summary>
        public void SetOffset(short sixteenths)
        {
            Write(Register.PressureOffsetL, (byte)sixteenths);
            Write((Register)((byte)Register.PressureOffsetL + 1), (byte)(sixteenths >> 8));
        }

        public void PowerDown()
        {
            Write(Register.Control1, (byte)(Read(Register.Control1) & ~PowerUp));
        }

        /// <summary>Takes over the last measurement; false when there is none.</summary>
        public bool Refresh()
        {
            if (_rate == OutputRate.OneShot)
            {
                Write(Register.Control2, OneShot);
            }

            if ((Read(Register.Status) & BothAvailable) != BothAvailable)
            {
                _missed++;
                return false;
            }

            byte[] bytes = new byte[5];
            if (!Read(Register.PressureOutXl, bytes))
            {
                return false;
            }

            // 1/4096 hPa, and 1/480 of a degree above 42.5.
            int raw = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
            _pressurePascal = (int)(raw * 100L / 4096);
            _temperatureCenti = 4250 + ((short)(bytes[3] | (bytes[4] << 8)) * 100 / 480);
            Remember(_pressurePascal);
            CheckThreshold();
            return true;
        }

        public void ForgetExtremes()
        {
            _lowest = int.MaxValue;
            _highest = int.MinValue;
        }

        public override string ToString()
        {
            return "LPS25H " + _pressurePascal + " Pa, " + _temperatureCenti + " centi, averages " + (int)_pressureAverage + "/" + (int)_temperatureAverage;
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                PowerDown();
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private void Remember(int pascal)
        {
            _history[_historyNext] = pascal;
            _historyNext = (_historyNext + 1) % HistoryLength;
            _historyCount = _historyCount < HistoryLength ? _historyCount + 1 : HistoryLength;
            _lowest = pascal < _lowest ? pascal : _lowest;
            _highest = pascal > _highest ? pascal : _highest;
        }

        // Of those from the oldest on.
        private int Mean(int from, int to)
        {
            int sum = 0;
            for (int i = from; i < to; i++)
            {
                sum += _history[(_historyNext + i) % HistoryLength];
            }

            return sum / (to - from);
        }

        private void CheckThreshold()
        {
            bool isHigh = (Read(Register.InterruptSource) & 0x01) != 0;
            if (isHigh == _wasHigh)
            {
                return;
            }

            _wasHigh = isHigh;
            PressureCrossedHandler handler = PressureCrossed;
            if (handler != null)
            {
                handler(this, new PressureCrossedEventArgs(_pressurePascal, isHigh));
            }
        }

        private byte Read(Register register)
        {
            byte[] value = new byte[1];
            Read(register, value);
            return value[0];
        }

        private bool Read(Register register, byte[] values)
        {
            I2cTransferResult result = _i2cDevice.WriteRead(new byte[] { (byte)((byte)register | AutoIncrement) }, values);
            if (result.Status == I2cTransferStatus.FullTransfer)
            {
                return true;
            }

            _failed++;
            return false;
        }

        private void Write(Register register, byte value)
        {
            I2cTransferResult result = _i2cDevice.Write(new byte[] { (byte)register, value });
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                _failed++;
            }
        }
    }
}
