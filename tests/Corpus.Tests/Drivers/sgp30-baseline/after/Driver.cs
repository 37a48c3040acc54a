using System;
using System.Device.I2c;
using System.Threading;

namespace Drivers
{
    /// <summary>The air sensor SGP30: CO2 equivalent, organic compounds, what it has learned, humidity, and how the air is judged.</summary>
    public class Sgp30 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x58;

        private const int SelfTestGood = 0xD400;
        private const int Co2AtFirst = 400;
        private const int TvocAtFirst = 0;
        private const int Window = 8;
        private static readonly int[] TvocLimits = { 65, 220, 660, 2200 };

        private readonly int[] _tvocs = new int[Window];
        private readonly ushort[] _answer = new ushort[3];
        private readonly bool _shouldDispose;
        private I2cDevice _i2cDevice;
        private int _co2;
        private int _tvoc;
        private int _next;
        private int _count;
        private int _warmUps;
        private int _badSums;
        private int _transferErrors;
        private int _highestCo2;
        private AirQuality _quality;

        public Sgp30(I2cDevice i2cDevice) : this(i2cDevice, true)
        {
        }

        /// <param name="i2cDevice">The device to talk to.</param>
        /// <param name="shouldDispose">The device is disposed with the driver.</param>
        public Sgp30(I2cDevice i2cDevice, bool shouldDispose)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            _shouldDispose = shouldDispose;
            if ((FeatureSet() & 0xF000) != 0)
            {
                throw new SystemException("no SGP30");
            }

            Initialise();
        }

        /// <summary>The air is judged otherwise than before.</summary>
        public event AirQualityHandler QualityChanged;

        /// <summary>Millionths of CO2 equivalent.</summary>
        public int Co2
        {
            get { return _co2; }
        }

        /// <summary>Billionths of organic compounds.</summary>
        public int Tvoc
        {
            get { return _tvoc; }
        }

        public int HighestCo2
        {
            get { return _highestCo2; }
        }

        public AirQuality Quality
        {
            get { return _quality; }
        }

        /// <summary>Measurements from before the sensor was warm.</summary>
        public int WarmUps
        {
            get { return _warmUps; }
        }

        public int BadSums
        {
            get { return _badSums; }
        }

        public int TransferErrors
        {
            get { return _transferErrors; }
        }

        public void Initialise()
        {
            Send(Command.InitAirQuality);
            Thread.Sleep(2);
            _count = 0;
            _next = 0;
            _quality = AirQuality.Unknown;
        }

        public int FeatureSet()
        {
            return Ask(Command.GetFeatureSet, 1) ? _answer[0] : -1;
        }

        /// <summary>48 bits that no other sensor has.</summary>
        public long SerialNumber()
        {
            return Ask(Command.GetSerial, 3) ? ((long)_answer[0] << 32) | ((long)_answer[1] << 16) | (long)_answer[2] : -1;
        }

        public bool SelfTest()
        {
            return Ask(Command.MeasureTest, 1) && _answer[0] == SelfTestGood;
        }

        /// <summary>Measures; false when nothing came, or the sensor is not warm yet.</summary>
        public bool Refresh()
        {
            if (!Ask(Command.MeasureAirQuality, 2))
            {
                return false;
            }

            _co2 = _answer[0];
            _tvoc = _answer[1];
            if (_co2 == Co2AtFirst && _tvoc == TvocAtFirst)
            {
                _warmUps++;
                return false;
            }

            _highestCo2 = _co2 > _highestCo2 ? _co2 : _highestCo2;
            Remember(_tvoc);
            Judge();
            return true;
        }

        /// <summary>The signals of hydrogen and ethanol as they are; null when they did not come.</summary>
        public int[] RawSignals()
        {
            return Ask(Command.MeasureRaw, 2) ? new int[] { _answer[0], _answer[1] } : null;
        }

        /// <summary>What the sensor has learned; null when it did not say.</summary>
        public Sgp30Baseline GetBaseline()
        {
            return Ask(Command.GetBaseline, 2) ? new Sgp30Baseline(_answer[0], _answer[1]) : null;
        }

        public void SetBaseline(Sgp30Baseline baseline)
        {
            if (baseline == null)
            {
                throw new ArgumentNullException(nameof(baseline));
            }

            // The other way round than they are read.
            Send(Command.SetBaseline, baseline.Tvoc, baseline.Co2);
        }

        /// <summary>Tells the sensor of the humidity, in milligrams of water a cubic metre; 0 switches that off.</summary>
        public void SetHumidity(int milligrams)
        {
            if (milligrams < 0 || milligrams > 255000)
            {
                throw new ArgumentOutOfRangeException(nameof(milligrams));
            }

            Send(Command.SetHumidity, (ushort)(milligrams * 256L / 1000));
        }

        /// <summary>Milligrams of water in a cubic metre, from hundredths of a degree and of a percent; a line through the curve of saturation.</summary>
        public static int AbsoluteHumidity(int centiCelsius, int centiPercent)
        {
            long saturated = 4850 + (centiCelsius * 33L / 10) + ((long)centiCelsius * centiCelsius / 5500);
            return (int)(saturated * centiPercent / 10000);
        }

        public override string ToString()
        {
            return _co2 + " ppm, " + _tvoc + " ppb, quality " + (int)_quality;
        }

        public void Dispose()
        {
            if (_i2cDevice != null && _shouldDispose)
            {
                _i2cDevice.Dispose();
            }

            _i2cDevice = null;
        }

        private void Remember(int tvoc)
        {
            _tvocs[_next] = tvoc;
            _next = (_next + 1) % Window;
            _count = _count < Window ? _count + 1 : Window;
        }

        private void Judge()
        {
            int sum = 0;
            for (int i = 0; i < _count; i++)
            {
                sum += _tvocs[i];
            }

            int mean = sum / _count;
            int level = 0;
            while (level < TvocLimits.Length && mean > TvocLimits[level])
            {
                level++;
            }

            AirQuality quality = (AirQuality)((int)AirQuality.Excellent + level);
            if (quality == _quality)
            {
                return;
            }

            _quality = quality;
            AirQualityHandler handler = QualityChanged;
            if (handler != null)
            {
                handler(this, quality);
            }
        }

        private bool Ask(Command command, int words)
        {
            if (!Send(command))
            {
                return false;
            }

            Thread.Sleep(1);
            byte[] bytes = new byte[3 * words];
            if (_i2cDevice.Read(bytes).Status != I2cTransferStatus.FullTransfer)
            {
                _transferErrors++;
                return false;
            }

            try
            {
                for (int i = 0; i < words; i++)
                {
                    _answer[i] = Word(bytes, 3 * i);
                }
            }
            catch (ChecksumException)
            {
                _badSums++;
                return false;
            }

            return true;
        }

        private bool Send(Command command, params ushort[] words)
        {
            byte[] bytes = new byte[2 + (3 * words.Length)];
            bytes[0] = (byte)((int)command >> 8);
            bytes[1] = (byte)command;
            for (int i = 0; i < words.Length; i++)
            {
                int at = 2 + (3 * i);
                bytes[at] = (byte)(words[i] >> 8);
                bytes[at + 1] = (byte)words[i];
                bytes[at + 2] = Sum(bytes, at);
            }

            if (_i2cDevice.Write(bytes).Status == I2cTransferStatus.FullTransfer)
            {
                return true;
            }

            _transferErrors++;
            return false;
        }

        private static ushort Word(byte[] bytes, int at)
        {
            byte sum = Sum(bytes, at);
            if (sum != bytes[at + 2])
            {
                throw new ChecksumException(sum, bytes[at + 2]);
            }

            return (ushort)((bytes[at] << 8) | bytes[at + 1]);
        }

        private static byte Sum(byte[] bytes, int at)
        {
            int sum = 0xFF;
            for (int i = at; i < at + 2; i++)
            {
                sum ^= bytes[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    sum = (sum & 0x80) != 0 ? (sum << 1) ^ 0x131 : sum << 1;
                }
            }

            return (byte)sum;
        }
    }
}
