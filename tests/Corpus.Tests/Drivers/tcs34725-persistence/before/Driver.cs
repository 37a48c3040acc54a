using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The colour sensor TCS34725: channels, gain that follows the light, colour temperature, illuminance and thresholds.</summary>
    public class Tcs34725 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x29;

        private const byte CommandBit = 0x80;
        private const byte AutoIncrement = 0x20;
        private const byte ClearInterruptFunction = 0xE6;
        private const byte ColoursValid = 0x01;
        private const byte InterruptPending = 0x10;
        private const int MicrosecondsPerCycle = 2400;
        private const int Glass = 310;
        private static readonly int[] Gains = { 1, 4, 16, 60 };

        private readonly bool _shouldDispose;
        private readonly byte[] _data = new byte[8];
        private I2cDevice _i2cDevice;
        private Gain _gain;
        private int _cycles;
        private int _low;
        private int _high = 0xFFFF;
        private int _saturated;
        private int _transferErrors;
        private int _interrupts;
        private bool _followsLight = true;
        private Colour _last;

        public Tcs34725(I2cDevice i2cDevice) : this(i2cDevice, Gain.X4, 154, true)
        {
        }

        /// <param name="i2cDevice">The device to talk to.</param>
        /// <param name="gain">To begin with.</param>
        /// <param name="integrationMilliseconds">2.4 to 614.</param>
        /// <param name="shouldDispose">The device is disposed with the driver.</param>
        public Tcs34725(I2cDevice i2cDevice, Gain gain, int integrationMilliseconds, bool shouldDispose)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            _shouldDispose = shouldDispose;
            byte id = ReadByte(Register.Id);
            if (id != 0x44 && id != 0x4D)
            {
                throw new SystemException("no TCS34725 but " + id);
            }

            SetIntegrationTime(integrationMilliseconds);
            SetGain(gain);
            WriteByte(Register.Enable, (byte)Enables.PowerOn);
            WriteByte(Register.Enable, (byte)(Enables.PowerOn | Enables.Colours));
        }

        public Gain Gain
        {
            get { return _gain; }
        }

        /// <summary>The gain goes up and down with the light.</summary>
        public bool FollowsLight
        {
            get { return _followsLight; }
            set { _followsLight = value; }
        }

        /// <summary>Measurements that were cut.</summary>
        public int Saturated
        {
            get { return _saturated; }
        }

        public int TransferErrors
        {
            get { return _transferErrors; }
        }

        public int Interrupts
        {
            get { return _interrupts; }
        }

        /// <summary>What a channel counts up to.</summary>
        public int FullScale
        {
            get
            {
                int full = _cycles * 1024;
                return full > 0xFFFF ? 0xFFFF : full;
            }
        }

        public int IntegrationTimeMicroseconds
        {
            get { return _cycles * MicrosecondsPerCycle; }
        }

        public void SetIntegrationTime(int milliseconds)
        {
            int cycles = milliseconds * 1000 / MicrosecondsPerCycle;
            if (cycles < 1 || cycles > 256)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            _cycles = cycles;
            WriteByte(Register.IntegrationTime, (byte)(256 - cycles));
        }

        public void SetGain(Gain gain)
        {
            _gain = gain;
            WriteByte(Register.Control, (byte)gain);
        }

        /// <summary>Rests between measurements; 0: it does not.</summary>
        public void SetWait(int milliseconds)
        {
            byte enable = ReadByte(Register.Enable);
            if (milliseconds == 0)
            {
                WriteByte(Register.Enable, (byte)(enable & ~(int)Enables.Wait));
                return;
            }

            bool isLong = milliseconds > 614;
            int steps = milliseconds * 10 / (isLong ? 288 : 24);
            if (steps > 256)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            WriteByte(Register.Configuration, (byte)(isLong ? 0x02 : 0x00));
            WriteByte(Register.WaitTime, (byte)(256 - steps));
            WriteByte(Register.Enable, (byte)(enable | (int)Enables.Wait));
        }

        /// <summary>An interrupt when the clear channel leaves these limits so many times in a row.</summary>
        public void EnableInterrupt(int low, int high, Persistence persistence)
        {
            if (low > high)
            {
                throw new ArgumentException(nameof(low));
            }

            _low = low;
            _high = high;
            WriteWord(Register.LowThreshold, low);
            WriteWord(Register.HighThreshold, high);
            WriteByte(Register.Persistence, (byte)persistence);
            WriteByte(Register.Enable, (byte)(ReadByte(Register.Enable) | (int)Enables.Interrupt));
        }

        public void DisableInterrupt()
        {
            WriteByte(Register.Enable, (byte)(ReadByte(Register.Enable) & ~(int)Enables.Interrupt));
            ClearInterrupt();
        }

        public void ClearInterrupt()
        {
            Count(_i2cDevice.WriteByte(ClearInterruptFunction));
        }

        /// <summary>True once for each interrupt.</summary>
        public bool TakeInterrupt()
        {
            bool isEnabled = (ReadByte(Register.Enable) & (int)Enables.Interrupt) != 0;
            if (!isEnabled || (ReadByte(Register.Status) & InterruptPending) == 0)
            {
                return false;
            }

            _interrupts++;
            ClearInterrupt();
            return true;
        }

        /// <summary>All four channels; null when there is nothing valid.</summary>
        public Colour Measure()
        {
            if ((ReadByte(Register.Status) & ColoursValid) == 0 || !Read(Register.ClearData, _data))
            {
                return null;
            }

            Colour colour = new Colour(Word(0), Word(2), Word(4), Word(6));
            if (colour.Clear >= FullScale)
            {
                _saturated++;
            }

            if (_followsLight)
            {
                Follow(colour.Clear);
            }

            _last = colour;
            return colour;
        }

        /// <summary>Kelvin, after McCamy, from the three channels as they are; 0 when it is dark.</summary>
        public int ColourTemperature(Colour colour)
        {
            long x = (-143L * colour.Red) + (1549L * colour.Green) - (957L * colour.Blue);
            long y = (-325L * colour.Red) + (1578L * colour.Green) - (731L * colour.Blue);
            long z = (-682L * colour.Red) + (770L * colour.Green) + (563L * colour.Blue);
            long sum = x + y + z;
            if (sum == 0)
            {
                return 0;
            }

            long nearX = x * 10000 / sum;
            long nearY = y * 10000 / sum;
            long below = 1858 - nearY;
            if (below == 0)
            {
                return 0;
            }

            // Thousandths of the slope.
            long n = (nearX - 3320) * 1000 / below;
            return (int)((449L * n * n / 1000 * n / 1000000) + (3525L * n * n / 1000000) + (6823L * n / 1000) + 5520);
        }

        /// <summary>Tenths of a lux.</summary>
        public int Illuminance(Colour colour)
        {
            long weighed = (136L * colour.Red) + (1000L * colour.Green) - (444L * colour.Blue);
            long lux = weighed * Glass * 10 / ((long)IntegrationTimeMicroseconds * Gains[(int)_gain]);
            return lux < 0 ? 0 : (int)lux;
        }

        public override string ToString()
        {
            return _last == null ? "dark" : _last.Clear + "/" + FullScale + " x" + Gains[(int)_gain] + " in " + _low + ".." + _high;
        }

        public void Dispose()
        {
            if (_i2cDevice == null)
            {
                return;
            }

            WriteByte(Register.Enable, 0);
            if (_shouldDispose)
            {
                _i2cDevice.Dispose();
            }

            _i2cDevice = null;
        }

        private void Follow(int clear)
        {
            if (clear > FullScale * 9 / 10 && _gain > Gain.X1)
            {
                SetGain(_gain - 1);
            }
            else if (clear < FullScale / 20 && _gain < Gain.X60)
            {
                SetGain(_gain + 1);
            }
        }

        private int Word(int at)
        {
            return _data[at] | (_data[at + 1] << 8);
        }

        private byte ReadByte(Register register)
        {
            byte[] value = new byte[1];
            Read(register, value);
            return value[0];
        }

        private bool Read(Register register, byte[] values)
        {
            return Count(_i2cDevice.WriteRead(new byte[] { (byte)(CommandBit | AutoIncrement | (byte)register) }, values));
        }

        private void WriteByte(Register register, byte value)
        {
            Count(_i2cDevice.Write(new byte[] { (byte)(CommandBit | (byte)register), value }));
        }

        private void WriteWord(Register register, int value)
        {
            Count(_i2cDevice.Write(new byte[] { (byte)(CommandBit | AutoIncrement | (byte)register), (byte)value, (byte)(value >> 8) }));
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
