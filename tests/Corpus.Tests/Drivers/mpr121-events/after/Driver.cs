using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The touch sensor MPR121: twelve electrodes, their thresholds, how long they are held, and which were touched together.</summary>
    public class Mpr121 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x5A;
        public const int Channels = 12;

        private const byte ResetCode = 0x63;
        private const byte Stopped = 0x00;
        private const byte TrackBaseline = 0x80;
        private const int LongTouch = 3;

        private readonly Mpr121Configuration _configuration;
        private readonly int[] _held = new int[Channels];
        private readonly int[] _touches = new int[Channels];
        private readonly int[] _gestures = new int[8];
        private I2cDevice _i2cDevice;
        private int _touched;
        private int _gesture;
        private int _gesturesCount;
        private int _longTouches;
        private int _errors;
        private bool _isRunning;

        public Mpr121(I2cDevice i2cDevice) : this(i2cDevice, new Mpr121Configuration())
        {
        }

        public Mpr121(I2cDevice i2cDevice, Mpr121Configuration configuration)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            _configuration = configuration ?? throw new ArgumentNullException(nameof(configuration));
            Write(Register.SoftReset, ResetCode);
            Configure();
            Start();
        }

        /// <summary>Electrodes were touched or released.</summary>
        public event ChannelsChangedHandler ChannelsChanged;

        public bool IsRunning
        {
            get { return _isRunning; }
        }

        /// <summary>A bit for each electrode that is touched.</summary>
        public int Touched
        {
            get { return _touched; }
        }

        /// <summary>Touches that lasted.</summary>
        public int LongTouches
        {
            get { return _longTouches; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public int Gestures
        {
            get { return _gesturesCount; }
        }

        public bool IsTouched(int channel)
        {
            CheckChannel(channel);
            return (_touched & (1 << channel)) != 0;
        }

        /// <summary>Touches of a channel since the driver was made.</summary>
        public int Touches(int channel)
        {
            CheckChannel(channel);
            return _touches[channel];
        }

        /// <summary>What an electrode measures, filtered.</summary>
        public int Filtered(int channel)
        {
            CheckChannel(channel);
            byte[] bytes = new byte[2];
            return Read((Register)((int)Register.FilteredData + (2 * channel)), bytes) ? bytes[0] | ((bytes[1] & 3) << 8) : -1;
        }

        /// <summary>What it measures when nobody is near.</summary>
        public int Baseline(int channel)
        {
            CheckChannel(channel);
            byte[] bytes = new byte[1];
            return Read((Register)((int)Register.Baseline + channel), bytes) ? bytes[0] << 2 : -1;
        }

        /// <summary>Thresholds of all electrodes; the part is stopped for it.</summary>
        public void SetThresholds(byte touch, byte release)
        {
            if (release >= touch)
            {
                throw new ArgumentException(nameof(release));
            }

            _configuration.TouchThreshold = touch;
            _configuration.ReleaseThreshold = release;
            bool wasRunning = _isRunning;
            Stop();
            WriteThresholds();
            if (wasRunning)
            {
                Start();
            }
        }

        /// <summary>Electrodes from the first on.</summary>
        public void SetElectrodes(int count)
        {
            if (count < 1 || count > Channels)
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }

            _configuration.Electrodes = (byte)count;
            Stop();
            Start();
        }

        public void Start()
        {
            _isRunning = true;
            Write(Register.ElectrodeConfiguration, (byte)(TrackBaseline | _configuration.Electrodes));
        }

        public void Stop()
        {
            _isRunning = false;
            Write(Register.ElectrodeConfiguration, Stopped);
        }

        /// <summary>Reads which electrodes are touched, and tells of changes.</summary>
        public bool Refresh()
        {
            byte[] status = new byte[2];
            if (!_isRunning || !Read(Register.TouchStatus, status))
            {
                return false;
            }

            int touched = status[0] | ((status[1] & 0x0F) << 8);
            int changed = touched ^ _touched;
            _touched = touched;
            CountHeld(changed);
            Combine();
            if (changed != 0)
            {
                Tell(changed);
            }

            return true;
        }

        /// <summary>Electrodes that were touched together, the newest gesture first; 0: there was none so long ago.</summary>
        public int Gesture(int ago)
        {
            if (ago < 0 || ago >= _gestures.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(ago));
            }

            return _gestures[(_gesturesCount - 1 - ago + (2 * _gestures.Length)) % _gestures.Length];
        }

        public override string ToString()
        {
            char[] text = new char[Channels];
            for (int i = 0; i < Channels; i++)
            {
                text[i] = (_touched & (1 << i)) != 0 ? '#' : '-';
            }

            return new string(text);
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Stop();
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private static void CheckChannel(int channel)
        {
            if (channel < 0 || channel >= Channels)
            {
                throw new ArgumentOutOfRangeException(nameof(channel));
            }
        }

        private void Configure()
        {
            Write(Register.MaximumHalfDeltaRising, _configuration.MaximumHalfDeltaRising);
            Write(Register.NoiseHalfDeltaRising, _configuration.NoiseHalfDeltaRising);
            Write(Register.NoiseCountRising, _configuration.NoiseCountRising);
            Write(Register.DelayRising, _configuration.DelayRising);
            Write(Register.MaximumHalfDeltaFalling, _configuration.MaximumHalfDeltaFalling);
            Write(Register.NoiseHalfDeltaFalling, _configuration.NoiseHalfDeltaFalling);
            Write(Register.NoiseCountFalling, _configuration.NoiseCountFalling);
            Write(Register.DelayFalling, _configuration.DelayFalling);
            Write(Register.ChargeCurrent, _configuration.ChargeCurrent);
            Write(Register.ChargeTime, _configuration.ChargeTime);
            WriteThresholds();
        }

        private void WriteThresholds()
        {
            for (int i = 0; i < Channels; i++)
            {
                Write((Register)((int)Register.TouchThreshold + (2 * i)), _configuration.TouchThreshold);
                Write((Register)((int)Register.ReleaseThreshold + (2 * i)), _configuration.ReleaseThreshold);
            }
        }

        private void CountHeld(int changed)
        {
            for (int i = 0; i < Channels; i++)
            {
                int bit = 1 << i;
                if ((_touched & bit) == 0)
                {
                    _held[i] = 0;
                    continue;
                }

                _touches[i] += (changed & bit) != 0 ? 1 : 0;
                _held[i]++;
                _longTouches += _held[i] == LongTouch ? 1 : 0;
            }
        }

        // A gesture is over when nothing is touched any more.
        private void Combine()
        {
            if (_touched != 0)
            {
                _gesture |= _touched;
            }
            else if (_gesture != 0)
            {
                _gestures[_gesturesCount % _gestures.Length] = _gesture;
                _gesturesCount++;
                _gesture = 0;
            }
        }

        private void Tell(int changed)
        {
            ChannelsChangedHandler handler = ChannelsChanged;
            if (handler != null)
            {
                handler(this, new ChannelsChangedEventArgs(_touched, changed));
            }
        }

        private bool Read(Register register, byte[] bytes)
        {
            return Count(_i2cDevice.WriteRead(new byte[] { (byte)register }, bytes));
        }

        private void Write(Register register, byte value)
        {
            Count(_i2cDevice.Write(new byte[] { (byte)register, value }));
        }

        private bool Count(I2cTransferResult result)
        {
            bool isGood = result.Status == I2cTransferStatus.FullTransfer;
            _errors += isGood ? 0 : 1;
            return isGood;
        }
    }
}
