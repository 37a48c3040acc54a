using System;
using System.Device.I2c;
using System.Reflection;
using NanoLive.Objects;

namespace Drivers
{
    [StateMigration(typeof(Max30102))]
    internal static class Max30102Migration
    {
        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

        public static void Up(object old, object next)
        {
            Type type = typeof(Max30102);
            SampleRing ring = new SampleRing((int[])type.GetField("_red", Any).GetValue(old), (int[])type.GetField("_infrared", Any).GetValue(old));
            ring.Place((int)type.GetField("_next", Any).GetValue(old), (int)type.GetField("_filled", Any).GetValue(old));
            ((Max30102)next).Ring = ring;
        }

        public static void Down(object next, object old)
        {
            Type type = typeof(Max30102);
            SampleRing ring = ((Max30102)next).Ring;
            ring.WriteTo((int[])type.GetField("_red", Any).GetValue(old), (int[])type.GetField("_infrared", Any).GetValue(old));
            type.GetField("_next", Any).SetValue(old, ring.Next);
            type.GetField("_filled", Any).SetValue(old, ring.Filled);
        }
    }

    /// <summary>The pulse sensor MAX30102: its queue, beats, their rate, oxygen by the ratio of both lights, currents that follow, temperature.</summary>
    public class Max30102 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x57;

        private const int Part = 0x15;
        private const int ResetBit = 0x40;
        private const int ShutdownBit = 0x80;
        private const int RolloverBit = 0x10;
        private const int QueueLength = 32;
        private const int BytesPerSample = 6;
        private const int Samples = 24;
        private const int Beats = 6;
        private const int FingerLevel = 4000;

        private SampleRing _ring;
        private readonly int[] _intervals = new int[Beats];
        private I2cDevice _i2cDevice;
        private MeasuringMode _mode;
        private SampleAverage _average;
        private int _redCurrent = 24;
        private int _infraredCurrent = 24;
        private int _beats;
        private int _intervalCount;
        private long _lastBeatMs = -1;
        private int _lost;
        private int _errors;
        private int _temperatureCenti;
        private bool _wasAbove;

        public Max30102(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (Read(Register.PartId) != Part)
            {
                throw new SystemException("no MAX30102");
            }

            _ring = new SampleRing(Samples);
            Write(Register.ModeConfiguration, ResetBit);
            SetQueue(SampleAverage.Of4, true);
            SetRate(SampleRate.Hz100, PulseWidth.Us411);
            SetCurrents(_redCurrent, _infraredCurrent);
            Mode = MeasuringMode.SpO2;
        }

        /// <summary>The heart beat.</summary>
        public event BeatHandler Beat;

        public MeasuringMode Mode
        {
            get
            {
                return _mode;
            }

            set
            {
                _mode = value;
                Write(Register.ModeConfiguration, (int)value);
            }
        }

        internal SampleRing Ring
        {
            get { return _ring; }
            set { _ring = value; }
        }

        public int BeatCount
        {
            get { return _beats; }
        }

        /// <summary>Samples that the part had no room for.</summary>
        public int Lost
        {
            get { return _lost; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        /// <summary>Hundredths of a degree, of the last measurement.</summary>
        public int TemperatureCenti
        {
            get { return _temperatureCenti; }
        }

        public bool HasFinger
        {
            get { return _ring.Filled > 0 && _ring.InfraredMean > FingerLevel; }
        }

        /// <summary>Beats a minute over the last ones; 0: not known.</summary>
        public int HeartRate
        {
            get
            {
                int sum = 0;
                int count = _intervalCount < Beats ? _intervalCount : Beats;
                for (int i = 0; i < count; i++)
                {
                    sum += _intervals[i];
                }

                return sum == 0 ? 0 : count * 60000 / sum;
            }
        }

        /// <summary>Percent of oxygen by the ratio of how much both lights swing; 0: not known.</summary>
        public int Oxygen
        {
            get
            {
                int redMean = _ring.RedMean;
                int infraredMean = _ring.InfraredMean;
                int infraredSwing = _ring.InfraredSwing;
                if (!_ring.IsFull || redMean == 0 || infraredSwing == 0)
                {
                    return 0;
                }

                long ratio = (long)_ring.RedSwing * infraredMean * 100 / ((long)infraredSwing * redMean);
                int percent = (int)(110 - (25 * ratio / 100));
                return percent > 100 ? 100 : percent < 0 ? 0 : percent;
            }
        }

        public void SetQueue(SampleAverage average, bool overwrites)
        {
            _average = average;
            Write(Register.FifoConfiguration, ((int)average << 5) | (overwrites ? RolloverBit : 0) | 0x0F);
        }

        public void SetRate(SampleRate rate, PulseWidth width)
        {
            Write(Register.SpO2Configuration, 0x20 | ((int)rate << 2) | (int)width);
        }

        /// <summary>Currents of both lights, in 0.2 milliamperes.</summary>
        public void SetCurrents(int red, int infrared)
        {
            if (red < 0 || red > 255 || infrared < 0 || infrared > 255)
            {
                throw new ArgumentOutOfRangeException(nameof(red));
            }

            _redCurrent = red;
            _infraredCurrent = infrared;
            Write(Register.RedCurrent, red);
            Write(Register.InfraredCurrent, infrared);
        }

        public void ClearQueue()
        {
            Write(Register.FifoWritePointer, 0);
            Write(Register.FifoOverflow, 0);
            Write(Register.FifoReadPointer, 0);
        }

        public void ShutDown(bool isDown)
        {
            Write(Register.ModeConfiguration, (int)_mode | (isDown ? ShutdownBit : 0));
        }

        /// <summary>Takes all that is in the queue; how many samples that were.</summary>
        public int Refresh(long nowMs)
        {
            int waiting = (Read(Register.FifoWritePointer) - Read(Register.FifoReadPointer) + QueueLength) % QueueLength;
            _lost += Read(Register.FifoOverflow);
            byte[] bytes = new byte[BytesPerSample];
            for (int i = 0; i < waiting; i++)
            {
                if (!Read(Register.FifoData, bytes))
                {
                    return i;
                }

                Take(Eighteen(bytes, 0), Eighteen(bytes, 3), nowMs);
            }

            return waiting;
        }

        /// <summary>Measures the temperature of the part.</summary>
        public void MeasureTemperature()
        {
            Write(Register.TemperatureConfiguration, 1);
            _temperatureCenti = ((sbyte)Read(Register.TemperatureWhole) * 100) + (Read(Register.TemperatureFraction) * 100 / 16);
        }

        /// <summary>Makes the lights as bright as they have to be.</summary>
        public bool FollowSkin()
        {
            int level = _ring.InfraredMean;
            int wanted = level > 60000 ? _infraredCurrent - 4 : level < 20000 ? _infraredCurrent + 4 : _infraredCurrent;
            if (wanted == _infraredCurrent || wanted < 4 || wanted > 255)
            {
                return false;
            }

            SetCurrents(_redCurrent, wanted);
            return true;
        }

        public override string ToString()
        {
            return HeartRate + " bpm, " + Oxygen + " %, " + _beats + " beats, average " + (int)_average + ", currents " + _redCurrent + "/" + _infraredCurrent;
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                ShutDown(true);
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private static int Eighteen(byte[] bytes, int at)
        {
            return ((bytes[at] & 3) << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
        }

        private void Take(int red, int infrared, long nowMs)
        {
            int mean = _ring.InfraredMean;
            int swing = _ring.InfraredSwing;
            _ring.Add(red, infrared);
            bool isAbove = infrared > mean + (swing / 2);
            if (isAbove && !_wasAbove && HasFinger)
            {
                NoteBeat(nowMs);
            }

            _wasAbove = isAbove;
        }

        private void NoteBeat(long nowMs)
        {
            _beats++;
            int passed = _lastBeatMs < 0 ? 0 : (int)(nowMs - _lastBeatMs);
            _lastBeatMs = nowMs;
            if (passed < 250 || passed > 2500)
            {
                return;
            }

            _intervals[_intervalCount % Beats] = passed;
            _intervalCount++;
            BeatHandler handler = Beat;
            if (handler != null)
            {
                handler(this, passed);
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
            return Count(_i2cDevice.WriteRead(new byte[] { (byte)register }, values));
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
