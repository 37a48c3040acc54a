using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>An inertial unit: acceleration and rate of turn on three axes, a queue of samples, offsets, and an angle by a complementary filter.</summary>
    public class Mpu6050
    {
        private const int SampleDivider = 0x19;
        private const int Configuration = 0x1A;
        private const int GyroConfiguration = 0x1B;
        private const int AccelerationConfiguration = 0x1C;
        private const int QueueEnable = 0x23;
        private const int Data = 0x3B;
        private const int UserControl = 0x6A;
        private const int Power = 0x6B;
        private const int QueueCount = 0x72;
        private const int Queue = 0x74;
        private static readonly int[] LsbPerG = { 16384, 8192, 4096, 2048 };
        private static readonly int[] LsbPer10Degrees = { 1310, 655, 328, 164 };

        private readonly I2cDevice _device;
        private readonly byte[] _block = new byte[14];
        private readonly int[] _raw = new int[7];
        private readonly int[] _offset = new int[7];
        private readonly long[] _sum = new long[7];
        private int _accelerationRange;
        private int _gyroRange = 1;
        private int _divider = 9;
        private int _calibrating = 16;
        private int _samples;
        private int _resets;
        private int _overflows = 0;
        private int _worst = 1;
        private int _rollMilli;
        private int _pitchMilli;
        private int _stillFor;
        private int _moves;

        public Mpu6050(I2cDevice device)
        {
            _device = device;
            Write(Power, 0x80);
            Write(Power, 1);
            Apply();
            ResetQueue();
        }

        public int RollMilliDegrees
        {
            get { return _rollMilli; }
        }

        public int PitchMilliDegrees
        {
            get { return _pitchMilli; }
        }

        public bool IsCalibrated
        {
            get { return _calibrating == 0; }
        }

        public int MilliCelsius
        {
            get { return _raw[3] * 1000 / 340 + 36530; }
        }

        public void SetRanges(int acceleration, int gyro)
        {
            _accelerationRange = acceleration & 3;
            _gyroRange = gyro & 3;
            Apply();
            Calibrate(16);
        }

        public void SetRate(int perSecond)
        {
            _divider = perSecond <= 4 ? 255 : perSecond >= 1000 ? 0 : 1000 / perSecond - 1;
            Write(SampleDivider, _divider);
        }

        public void Calibrate(int samples)
        {
            _calibrating = samples;
            Array.Clear(_sum, 0, _sum.Length);
            Array.Clear(_offset, 0, _offset.Length);
        }

        /// <summary>In thousandths of g; axis 0 to 2.</summary>
        public int MilliG(int axis)
        {
            return (_raw[axis] - _offset[axis]) * 1000 / LsbPerG[_accelerationRange];
        }

        /// <summary>In thousandths of a degree a second; axis 0 to 2.</summary>
        public int MilliDegrees(int axis)
        {
            return (int)((_raw[4 + axis] - _offset[4 + axis]) * 10000L / LsbPer10Degrees[_gyroRange]);
        }

        public bool Sample()
        {
            _device.WriteRead(new byte[] { Data }, _block);
            Take();
            return IsCalibrated;
        }

        /// <summary>Takes what has piled up; how many samples it was.</summary>
        public int Drain(int atMost)
        {
            byte[] answer = new byte[2];
            _device.WriteRead(new byte[] { QueueCount }, answer);
            int count = ((answer[0] & 7) << 8) | answer[1];
            if (count > 1000)
            {
                _overflows++;
                _worst = count > _worst ? count : _worst;
                ResetQueue();
                return 0;
            }

            int taken = 0;
            while (taken < atMost && taken < count / 14)
            {
                _device.WriteRead(new byte[] { Queue }, _block);
                Take();
                taken++;
            }

            return taken;
        }

        public string Round(int n)
        {
            int drained = Drain(3);
            Sample();
            if (n % 9 == 8)
            {
                SetRate(n * 7);
            }

            return drained + " " + MilliG(0) + " " + MilliG(1) + " " + MilliG(2) + " " + MilliDegrees(0) + " " + MilliCelsius + " " + _rollMilli + " " + _pitchMilli + " " + _moves + " " + _resets + " " + _overflows + " " + _worst;
        }

        private void Take()
        {
            for (int i = 0; i < 7; i++)
            {
                _raw[i] = (short)((_block[2 * i] << 8) | _block[2 * i + 1]);
            }

            _samples++;
            if (_calibrating > 0)
            {
                Learn();
                return;
            }

            Turn();
            Watch();
        }

        private void Learn()
        {
            for (int i = 0; i < 7; i++)
            {
                _sum[i] += _raw[i];
            }

            _calibrating--;
            if (_calibrating == 0)
            {
                for (int i = 0; i < 7; i++)
                {
                    _offset[i] = i == 3 ? 0 : (int)(_sum[i] / 16) - (i == 2 ? LsbPerG[_accelerationRange] : 0);
                }
            }
        }

        private void Turn()
        {
            int stepMs = _divider + 1;
            int down = MilliG(2) == 0 ? 1 : MilliG(2);
            int roll = Bounded((int)(MilliG(1) * 57296L / down), 90000);
            int pitch = Bounded((int)(-MilliG(0) * 57296L / down), 90000);
            _rollMilli = (int)(((_rollMilli + MilliDegrees(0) * (long)stepMs / 1000) * 98 + roll * 2L) / 100);
            _pitchMilli = (int)(((_pitchMilli + MilliDegrees(1) * (long)stepMs / 1000) * 98 + pitch * 2L) / 100);
        }

        private void Watch()
        {
            int turning = Magnitude(MilliDegrees(0)) + Magnitude(MilliDegrees(1)) + Magnitude(MilliDegrees(2));
            if (turning < 5000)
            {
                _stillFor++;
            }
            else
            {
                _moves += _stillFor > 4 ? 1 : 0;
                _stillFor = 0;
            }
        }

        private void ResetQueue()
        {
            Write(UserControl, 4);
            Write(UserControl, 0x40);
            Write(QueueEnable, 0xF8);
            _resets++;
        }

        private void Apply()
        {
            Write(SampleDivider, _divider);
            Write(Configuration, 3);
            Write(GyroConfiguration, _gyroRange << 3);
            Write(AccelerationConfiguration, _accelerationRange << 3);
        }

        private static int Magnitude(int value)
        {
            return value < 0 ? -value : value;
        }

        private static int Bounded(int value, int most)
        {
            return value > most ? most : value < -most ? -most : value;
        }

        private void Write(int register, int value)
        {
            _device.Write(new byte[] { (byte)register, (byte)value });
        }
    }
}
