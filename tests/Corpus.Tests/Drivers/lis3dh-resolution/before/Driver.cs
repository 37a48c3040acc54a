using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The accelerometer LIS3DH: axes in thousandths of a g, their calm mean, sides, steps, clicks and free fall.</summary>
    public class Lis3dh : IDisposable
    {
        public const byte DefaultI2cAddress = 0x18;

        private const byte DeviceId = 0x33;
        private const byte AutoIncrement = 0x80;
        private const byte AllAxes = 0x07;
        private const byte LowPowerBit = 0x08;
        private const byte HighResolutionBit = 0x08;
        private const byte BlockUpdateBit = 0x80;
        private const byte NewDataBit = 0x08;
        private const byte ActiveBit = 0x40;
        private const byte NegativeBit = 0x08;
        private const byte AxesMask = 0x07;
        private const int Sidewards = 700;
        private const int StepRise = 250;
        private static readonly int[] FullScales = { 2000, 4000, 8000, 16000 };

        private readonly byte[] _bytes = new byte[6];
        private I2cDevice _i2cDevice;
        private DataRate _rate;
        private AccelerationRange _range;
        private OperatingMode _mode = OperatingMode.HighResolution;
        private Acceleration _now;
        private Acceleration _calm;
        private Acceleration _zero;
        private Side _side;
        private int _turns;
        private int _steps;
        private int _falls;
        private int _clicks;
        private int _missed;
        private int _errors;
        private bool _isRising;
        private bool _isFalling;

        public Lis3dh(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (Read(Register.WhoAmI) != DeviceId)
            {
                throw new SystemException("no LIS3DH");
            }

            Configure(DataRate.Hz100, AccelerationRange.G2, OperatingMode.HighResolution);
        }

        /// <summary>Somebody knocked.</summary>
        public event ClickHandler Clicked;

        public DataRate Rate
        {
            get { return _rate; }
        }

        public AccelerationRange Range
        {
            get { return _range; }
        }

        public OperatingMode Mode
        {
            get { return _mode; }
        }

        /// <summary>The last measurement, less what is zero.</summary>
        public Acceleration Acceleration
        {
            get { return _now; }
        }

        /// <summary>A mean that follows slowly.</summary>
        public Acceleration Calm
        {
            get { return _calm; }
        }

        public Side Side
        {
            get { return _side; }
        }

        public int Turns
        {
            get { return _turns; }
        }

        public int Steps
        {
            get { return _steps; }
        }

        public int Falls
        {
            get { return _falls; }
        }

        public int Clicks
        {
            get { return _clicks; }
        }

        public int Missed
        {
            get { return _missed; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public void Configure(DataRate rate, AccelerationRange range, OperatingMode mode)
        {
            _rate = rate;
            _range = range;
            _mode = mode;
            Write(Register.Control1, ((int)rate << 4) | (mode == OperatingMode.LowPower ? LowPowerBit : 0) | AllAxes);
            Write(Register.Control4, BlockUpdateBit | ((int)range << 4) | (mode == OperatingMode.HighResolution ? HighResolutionBit : 0));
        }

        /// <summary>A high-pass filter in front of clicks and free fall.</summary>
        public void SetHighPass(int cutOff, bool forClicks, bool forFalls)
        {
            if (cutOff < 0 || cutOff > 3)
            {
                throw new ArgumentOutOfRangeException(nameof(cutOff));
            }

            Write(Register.Control2, (cutOff << 4) | (forClicks ? 4 : 0) | (forFalls ? 1 : 0));
        }

        /// <summary>Clicks above a threshold in thousandths of a g on any axis; 0: none.</summary>
        public void WatchClicks(int thresholdMilli, int limit)
        {
            if (thresholdMilli < 0 || thresholdMilli > FullScales[(int)_range])
            {
                throw new ArgumentOutOfRangeException(nameof(thresholdMilli));
            }

            Write(Register.ClickConfiguration, thresholdMilli == 0 ? 0 : 0x15);
            Write(Register.ClickThreshold, thresholdMilli * 127 / FullScales[(int)_range]);
            Write(Register.TimeLimit, limit);
            Write(Register.TimeLatency, 2 * limit);
            Write(Register.TimeWindow, 4 * limit);
        }

        /// <summary>Free fall is when all axes are below a threshold that long.</summary>
        public void WatchFalls(int thresholdMilli, int duration)
        {
            Write(Register.Interrupt1Threshold, thresholdMilli * 127 / FullScales[(int)_range]);
            Write(Register.Interrupt1Duration, duration);
            Write(Register.Interrupt1Configuration, 0x95);
        }

        /// <summary>What is measured now is zero from now on, but for one g downwards.</summary>
        public void Zero()
        {
            _zero.X += _calm.X;
            _zero.Y += _calm.Y;
            _zero.Z += _calm.Z - 1000;
        }

        /// <summary>Measures, and takes everything along that comes of it; false when nothing is new.</summary>
        public bool Refresh()
        {
            if ((Read(Register.Status) & NewDataBit) == 0 || !Read(Register.OutXLow, _bytes))
            {
                _missed++;
                return false;
            }

            _now.X = Axis(0) - _zero.X;
            _now.Y = Axis(1) - _zero.Y;
            _now.Z = Axis(2) - _zero.Z;
            Settle();
            CountSteps();
            FindSide();
            LookForFalls();
            LookForClicks();
            return true;
        }

        public override string ToString()
        {
            return _now + " calm " + _calm + " in mode " + (int)_mode + " of " + FullScales[(int)_range];
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Configure(DataRate.PowerDown, _range, _mode);
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        // Thousandths of a g; values are left-aligned.
        private int Axis(int axis)
        {
            int raw = (short)(_bytes[2 * axis] | (_bytes[(2 * axis) + 1] << 8));
            return (raw >> 4) * FullScales[(int)_range] / 2000;
        }

        private void Settle()
        {
            _calm.X += (_now.X - _calm.X) / 4;
            _calm.Y += (_now.Y - _calm.Y) / 4;
            _calm.Z += (_now.Z - _calm.Z) / 4;
        }

        private void CountSteps()
        {
            bool isRising = _now.Square > _calm.Square + (StepRise * StepRise);
            if (isRising && !_isRising)
            {
                _steps++;
            }

            _isRising = isRising;
        }

        private void FindSide()
        {
            Side side = _side;
            if (_calm.X > Sidewards || _calm.X < -Sidewards)
            {
                side = _calm.X > 0 ? Side.Left : Side.Right;
            }
            else if (_calm.Y > Sidewards || _calm.Y < -Sidewards)
            {
                side = _calm.Y > 0 ? Side.Front : Side.Back;
            }
            else if (_calm.Z > Sidewards || _calm.Z < -Sidewards)
            {
                side = _calm.Z > 0 ? Side.Bottom : Side.Top;
            }

            _turns += side != _side && _side != Side.Unknown ? 1 : 0;
            _side = side;
        }

        private void LookForFalls()
        {
            bool isFalling = (Read(Register.Interrupt1Source) & ActiveBit) != 0;
            _falls += isFalling && !_isFalling ? 1 : 0;
            _isFalling = isFalling;
        }

        private void LookForClicks()
        {
            int source = Read(Register.ClickSource);
            if ((source & ActiveBit) == 0)
            {
                return;
            }

            _clicks++;
            ClickHandler handler = Clicked;
            if (handler != null)
            {
                handler(this, new ClickEventArgs((source & NegativeBit) != 0, source & AxesMask));
            }
        }

        private int Read(Register register)
        {
            byte[] value = new byte[1];
            Read(register, value);
            return value[0];
        }

        private bool Read(Register register, byte[] values)
        {
            return Count(_i2cDevice.WriteRead(new byte[] { (byte)((int)register | AutoIncrement) }, values));
        }

        private void Write(Register register, int value)
        {
            Count(_i2cDevice.Write(new byte[] { (byte)register, (byte)value }));
        }

        private bool Count(I2cTransferResult result)
        {
            bool isGood = result.Status == I2cTransferStatus.FullTransfer;
            _errors += isGood ? 0 : 1;
            return isGood;
        }
    }
}
