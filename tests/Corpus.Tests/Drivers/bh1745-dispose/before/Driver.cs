using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The colour sensor BH1745: counts, compensated colours, hue, a measurement time that follows the light, and an interrupt.</summary>
    public class Bh1745 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x38;

        private const int Manufacturer = 0xE0;
        private const int PartId = 0x0B;
        private const int PartMask = 0x3F;
        private const int ResetBit = 0x80;
        private const int ValidBit = 0x80;
        private const int EnableBit = 0x10;
        private const int ActiveBit = 0x80;
        private const int Ready = 0x02;
        private const int Full = 0xFFFF;
        private static readonly int[] TimeMilliseconds = { 160, 320, 640, 1280, 2560, 5120 };

        private readonly byte[] _data = new byte[8];
        private I2cDevice _i2cDevice;
        private MeasurementTime _time;
        private AdcGain _gain;
        private ColourCounts _counts;
        private InterruptSource _source;
        private bool _isWatching;
        private bool _followsLight;
        private int _redPercent = 220;
        private int _bluePercent = 175;
        private int _interrupts;
        private int _saturations;
        private int _changes;
        private int _errors;

        public Bh1745(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (Read(Register.ManufacturerId) != Manufacturer || (Read(Register.SystemControl) & PartMask) != PartId)
            {
                throw new SystemException("no BH1745");
            }

            Reset();
        }

        public ColourCounts Counts
        {
            get { return _counts; }
        }

        /// <summary>Time and gain go with the light.</summary>
        public bool FollowsLight
        {
            get { return _followsLight; }
            set { _followsLight = value; }
        }

        public int Interrupts
        {
            get { return _interrupts; }
        }

        public int Saturations
        {
            get { return _saturations; }
        }

        public int Changes
        {
            get { return _changes; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public MeasurementTime MeasurementTime
        {
            get
            {
                return _time;
            }

            set
            {
                _time = value;
                Write(Register.ModeControl1, (int)value);
            }
        }

        public AdcGain Gain
        {
            get
            {
                return _gain;
            }

            set
            {
                _gain = value;
                Write(Register.ModeControl2, EnableBit | (int)value);
            }
        }

        /// <summary>What red and blue weigh against green, in percent.</summary>
        public void SetCompensation(int redPercent, int bluePercent)
        {
            if (redPercent < 1 || bluePercent < 1 || redPercent > 1000 || bluePercent > 1000)
            {
                throw new ArgumentOutOfRangeException(nameof(redPercent));
            }

            _redPercent = redPercent;
            _bluePercent = bluePercent;
        }

        public void Reset()
        {
            Write(Register.SystemControl, ResetBit);
            MeasurementTime = MeasurementTime.Ms160;
            Gain = AdcGain.X1;
            Write(Register.ModeControl3, Ready);
            _isWatching = false;
        }

        /// <summary>Measures; false when nothing valid is there.</summary>
        public bool Refresh()
        {
            if ((Read(Register.ModeControl2) & ValidBit) == 0 || !Read(Register.RedData, _data))
            {
                return false;
            }

            _counts.Red = Word(0);
            _counts.Green = Word(2);
            _counts.Blue = Word(4);
            _counts.Clear = Word(6);
            int largest = Largest();
            if (largest >= Full)
            {
                _saturations++;
            }

            if (_followsLight)
            {
                Follow(largest);
            }

            return true;
        }

        /// <summary>24 bits, red highest, compensated; the brightest of the three is 255.</summary>
        public int Rgb()
        {
            int red = _counts.Red * _redPercent / 100;
            int blue = _counts.Blue * _bluePercent / 100;
            int most = red > blue ? red : blue;
            most = _counts.Green > most ? _counts.Green : most;
            return most == 0 ? 0 : (Part(red, most) << 16) | (Part(_counts.Green, most) << 8) | Part(blue, most);
        }

        /// <summary>0 to 359 degrees; -1 when it is grey.</summary>
        public int Hue()
        {
            int rgb = Rgb();
            int red = rgb >> 16;
            int green = (rgb >> 8) & 255;
            int blue = rgb & 255;
            int least = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
            if (least == 255)
            {
                return -1;
            }

            int chroma = 255 - least;
            int hue = red == 255 ? 60 * (green - blue) / chroma : green == 255 ? 120 + (60 * (blue - red) / chroma) : 240 + (60 * (red - green) / chroma);
            return (hue + 360) % 360;
        }

        /// <summary>Counts in the first time of measurement and with no gain, a hundred times.</summary>
        public int Normalised(int count)
        {
            int gain = _gain == AdcGain.X16 ? 16 : (int)_gain + 1;
            return (int)(count * 16000L / (TimeMilliseconds[(int)_time] * gain));
        }

        /// <summary>An interrupt when a channel is out of these limits.</summary>
        public void Watch(InterruptSource source, int low, int high, LatchBehaviour latch, int persistence)
        {
            if (low > high || persistence < 0 || persistence > 3)
            {
                throw new ArgumentException(nameof(low));
            }

            _source = source;
            _isWatching = true;
            WriteWord(Register.HighThreshold, high);
            WriteWord(Register.LowThreshold, low);
            Write(Register.Persistence, persistence);
            Write(Register.Interrupt, ((int)latch << 4) | ((int)source << 2) | 1);
        }

        public void Unwatch()
        {
            _isWatching = false;
            Write(Register.Interrupt, 0);
        }

        /// <summary>True when the channel that is watched is beyond its limits.</summary>
        public bool TakeInterrupt()
        {
            bool isActive = _isWatching && (Read(Register.Interrupt) & ActiveBit) != 0;
            _interrupts += isActive ? 1 : 0;
            return isActive;
        }

        public override string ToString()
        {
            return _counts + " in " + TimeMilliseconds[(int)_time] + " ms, gain " + (int)_gain + ", watches " + (_isWatching ? (int)_source : -1);
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Write(Register.ModeControl2, 0);
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private static int Part(int count, int most)
        {
            return (int)(count * 255L / most);
        }

        private int Largest()
        {
            int most = _counts.Red > _counts.Green ? _counts.Red : _counts.Green;
            most = _counts.Blue > most ? _counts.Blue : most;
            return _counts.Clear > most ? _counts.Clear : most;
        }

        private void Follow(int largest)
        {
            if (largest > 50000 && _time > MeasurementTime.Ms160)
            {
                MeasurementTime = _time - 1;
                _changes++;
            }
            else if (largest < 4000 && _time < MeasurementTime.Ms5120)
            {
                MeasurementTime = _time + 1;
                _changes++;
            }
        }

        private int Word(int at)
        {
            return _data[at] | (_data[at + 1] << 8);
        }

        private int Read(Register register)
        {
            byte[] value = new byte[1];
            Read(register, value);
            return value[0];
        }

        private bool Read(Register register, byte[] values)
        {
            return Count(_i2cDevice.WriteRead(new byte[] { (byte)register }, values));
        }

        private void Write(Register register, int value)
        {
            Count(_i2cDevice.Write(new byte[] { (byte)register, (byte)value }));
        }

        private void WriteWord(Register register, int value)
        {
            Count(_i2cDevice.Write(new byte[] { (byte)register, (byte)value, (byte)(value >> 8) }));
        }

        private bool Count(I2cTransferResult result)
        {
            bool isGood = result.Status == I2cTransferStatus.FullTransfer;
            _errors += isGood ? 0 : 1;
            return isGood;
        }
    }
}
