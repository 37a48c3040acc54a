using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A sensor of temperature, pressure and humidity: calibration, oversampling, modes, and the integer arithmetic of its data sheet.</summary>
    public class Bme280
    {
        public const int Sleep = 0;
        public const int Forced = 1;
        public const int Normal = 3;
        private const byte RegisterId = 0xD0;
        private const byte RegisterReset = 0xE0;
        private const byte RegisterHumidityControl = 0xF2;
        private const byte RegisterStatus = 0xF3;
        private const byte RegisterControl = 0xF4;
        private const byte RegisterConfig = 0xF5;
        private const byte RegisterData = 0xF7;

        private readonly I2cDevice _device;
        private readonly byte[] _data = new byte[8];
        private readonly byte[] _block = new byte[26];
        private int _t1;
        private int _t2;
        private int _t3;
        private int _p1;
        private int _p2;
        private int _p3;
        private int _p4;
        private int _p5;
        private int _p6;
        private int _p7;
        private int _p8;
        private int _p9;
        private int _h1;
        private int _h2;
        private int _h3;
        private int _h4;
        private int _h5;
        private int _h6;
        private int _fine;
        private int _mode = Normal;
        private int _temperatureSampling = 1;
        private int _pressureSampling = 4;
        private int _humiditySampling = 1;
        private int _filter = 2;
        private int _standby = 5;
        private int _reads;
        private int _failures;

        public Bme280(I2cDevice device)
        {
            _device = device;
            WriteRegister(RegisterReset, 0xB6);
            ReadCalibration();
            Apply();
        }

        public int CentiCelsius { get; private set; }

        public int Pascal { get; private set; }

        public int MilliPercent { get; private set; }

        public int Reads
        {
            get { return _reads; }
        }

        public int Failures
        {
            get { return _failures; }
        }

        public int Id
        {
            get { return ReadRegister(RegisterId); }
        }

        public bool IsMeasuring
        {
            get { return (ReadRegister(RegisterStatus) & 8) != 0; }
        }

        public void SetMode(int mode)
        {
            _mode = mode;
            Apply();
        }

        public void SetSampling(int temperature, int pressure, int humidity)
        {
            _temperatureSampling = Checked(temperature);
            _pressureSampling = Checked(pressure);
            _humiditySampling = Checked(humidity);
            Apply();
        }

        public void SetFilter(int filter, int standby)
        {
            _filter = filter < 0 || filter > 4 ? 0 : filter;
            _standby = standby < 0 || standby > 7 ? 0 : standby;
            Apply();
        }

        /// <summary>How long a measurement takes at most, in microseconds.</summary>
        public int MeasurementUs()
        {
            int us = 1250 + 2300 * (1 << _temperatureSampling >> 1);
            us += _pressureSampling == 0 ? 0 : 2300 * (1 << _pressureSampling >> 1) + 575;
            us += _humiditySampling == 0 ? 0 : 2300 * (1 << _humiditySampling >> 1) + 575;
            return us;
        }

        public bool Read()
        {
            if (_mode == Forced)
            {
                WriteRegister(RegisterControl, Control());
            }

            I2cTransferResult result = _device.WriteRead(new byte[] { RegisterData }, _data);
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                _failures++;
                return false;
            }

            _reads++;
            int rawPressure = (_data[0] << 12) | (_data[1] << 4) | (_data[2] >> 4);
            int rawTemperature = (_data[3] << 12) | (_data[4] << 4) | (_data[5] >> 4);
            int rawHumidity = (_data[6] << 8) | _data[7];
            CentiCelsius = CompensateTemperature(rawTemperature);
            Pascal = (int)(CompensatePressure(rawPressure) >> 8);
            MilliPercent = (int)(CompensateHumidity(rawHumidity) * 1000L >> 10);
            return true;
        }

        /// <summary>Metres above the place where <paramref name="seaLevel"/> is the pressure, by straight lines between the points of a table.</summary>
        public int Altitude(int seaLevel)
        {
            int ratio = (int)(Pascal * 1000L / seaLevel);
            int at = 0;
            while (at < Ratios.Length - 2 && ratio < Ratios[at + 1])
            {
                at++;
            }

            int span = Ratios[at] - Ratios[at + 1];
            return Metres[at] + (Ratios[at] - ratio) * (Metres[at + 1] - Metres[at]) / span;
        }

        private static readonly int[] Ratios = { 1061, 1000, 943, 888, 836, 787, 740, 695, 653, 613, 575 };
        private static readonly int[] Metres = { -500, 0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500 };

        private static int Checked(int sampling)
        {
            return sampling < 0 ? 0 : sampling > 5 ? 5 : sampling;
        }

        private byte Control()
        {
            return (byte)((_temperatureSampling << 5) | (_pressureSampling << 2) | _mode);
        }

        private void Apply()
        {
            WriteRegister(RegisterHumidityControl, (byte)_humiditySampling);
            WriteRegister(RegisterConfig, (byte)((_standby << 5) | (_filter << 2)));
            WriteRegister(RegisterControl, Control());
        }

        private void ReadCalibration()
        {
            _device.WriteRead(new byte[] { 0x88 }, _block);
            _t1 = Word(0);
            _t2 = SignedWord(2);
            _t3 = SignedWord(4);
            _p1 = Word(6) | 1;
            _p2 = SignedWord(8);
            _p3 = SignedWord(10);
            _p4 = SignedWord(12);
            _p5 = SignedWord(14);
            _p6 = SignedWord(16);
            _p7 = SignedWord(18);
            _p8 = SignedWord(20);
            _p9 = SignedWord(22);
            _h1 = _block[25];
            byte[] humidity = new byte[7];
            _device.WriteRead(new byte[] { 0xE1 }, humidity);
            _h2 = (short)(humidity[0] | (humidity[1] << 8));
            _h3 = humidity[2];
            _h4 = ((sbyte)humidity[3] << 4) | (humidity[4] & 15);
            _h5 = ((sbyte)humidity[5] << 4) | (humidity[4] >> 4);
            _h6 = (sbyte)humidity[6];
        }

        private int CompensateTemperature(int raw)
        {
            int a = (((raw >> 3) - (_t1 << 1)) * _t2) >> 11;
            int b = (((((raw >> 4) - _t1) * ((raw >> 4) - _t1)) >> 12) * _t3) >> 14;
            _fine = a + b;
            return (_fine * 5 + 128) >> 8;
        }

        private long CompensatePressure(int raw)
        {
            long a = _fine - 128000L;
            long b = a * a * _p6 + ((a * _p5) << 17) + ((long)_p4 << 35);
            a = ((a * a * _p3) >> 8) + ((a * _p2) << 12);
            a = (((1L << 47) + a) * _p1) >> 33;
            if (a == 0)
            {
                return 0;
            }

            long pressure = ((((1048576L - raw) << 31) - b) * 3125) / a;
            a = (_p9 * (pressure >> 13) * (pressure >> 13)) >> 25;
            b = (_p8 * pressure) >> 19;
            return ((pressure + a + b) >> 8) + ((long)_p7 << 4);
        }

        private int CompensateHumidity(int raw)
        {
            int v = _fine - 76800;
            int scale = ((((v * _h6) >> 10) * (((v * _h3) >> 11) + 32768)) >> 10) + 2097152;
            int value = (((raw << 14) - (_h4 << 20) - _h5 * v + 16384) >> 15) * ((scale * _h2 + 8192) >> 14);
            value -= ((((value >> 15) * (value >> 15)) >> 7) * _h1) >> 4;
            value = value > 419430400 ? 419430400 : value;
            return value >> 12;
        }

        private int Word(int at)
        {
            return _block[at] | (_block[at + 1] << 8);
        }

        private int SignedWord(int at)
        {
            return (short)Word(at);
        }

        private int ReadRegister(byte register)
        {
            byte[] value = new byte[1];
            _device.WriteRead(new byte[] { register }, value);
            return value[0];
        }

        private void WriteRegister(byte register, byte value)
        {
            _device.Write(new byte[] { register, value });
        }
    }
}
