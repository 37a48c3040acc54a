using System;
using System.Device.I2c;

namespace WeatherStation.Drivers
{
    /// <summary>
    /// Bosch BME280: temperature, barometric pressure and relative humidity over I2C. Section numbers are those of the data sheet
    /// BST-BME280-DS002 revision 1.6. The part measures on its own (normal mode); a read takes the newest values.
    /// </summary>
    public class Bme280 : IDisposable
    {
        /// <summary>The address with SDO to ground.</summary>
        public const byte DefaultI2cAddress = 0x76;

        private const byte ChipId = 0x60;
        private const byte ResetCommand = 0xB6;
        private const int StartupPolls = 200;

        private readonly byte[] _command = new byte[2];
        private readonly byte[] _register = new byte[1];
        private readonly byte[] _data = new byte[8];
        private readonly Bme280Calibration _calibration;
        private I2cDevice _i2c;
        private int _fineTemperature;
        private int _rawPressure;
        private int _rawTemperature;
        private int _rawHumidity;

        /// <summary>Resets the part, reads its calibration and starts measuring.</summary>
        /// <param name="i2c">The connection; owned by the driver from now on.</param>
        /// <exception cref="InvalidOperationException">No BME280 answers at this address.</exception>
        public Bme280(I2cDevice i2c)
        {
            if (i2c == null)
            {
                throw new ArgumentNullException(nameof(i2c));
            }

            _i2c = i2c;
            byte id = ReadRegister(Bme280Register.Id);
            if (id != ChipId)
            {
                throw new InvalidOperationException("chip id " + id.ToString() + " is not that of a BME280");
            }

            WriteRegister(Bme280Register.Reset, ResetCommand);
            WaitForStartup();
            _calibration = ReadCalibration();

            // 5.4.3: the humidity setting takes effect with the next write of ctrl_meas.
            WriteRegister(Bme280Register.ControlHumidity, Bme280Setting.OversamplingX1);
            WriteRegister(Bme280Register.Configuration, Bme280Setting.Standby62Ms);
            WriteRegister(Bme280Register.ControlMeasurement, Bme280Setting.TemperatureX1PressureX4Normal);
        }

        /// <summary>Readings taken since the part was initialised.</summary>
        public int ReadCount { get; private set; }

        /// <summary>Takes the newest measurement out of the part: the one bus transaction that the three values below come from.</summary>
        /// <returns>False when the part did not answer or has not measured yet; the values of before stay.</returns>
        public bool Refresh()
        {
            // A mistake that no test has found: bit 3 says that a measurement runs, bit 2 is always 0 (5.4.4).
            while ((ReadRegister(Bme280Register.Status) & 0x04) == 0)
            {
            }

            _register[0] = Bme280Register.Data;
            I2cTransferResult result = _i2c.WriteRead(_register, _data);
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                return false;
            }

            // 5.4.7: the pressure that stands there until the first measurement is done.
            if (_data[0] == 0x80 && _data[1] == 0 && _data[2] == 0)
            {
                return false;
            }

            // 4.2.1: 20 bits, 20 bits, 16 bits, most significant byte first.
            _rawPressure = (_data[0] << 12) | (_data[1] << 4) | (_data[2] >> 4);
            _rawTemperature = (_data[3] << 12) | (_data[4] << 4) | (_data[5] >> 4);
            _rawHumidity = (_data[6] << 8) | _data[7];
            _fineTemperature = CompensateTemperature(_rawTemperature);
            ReadCount++;
            return true;
        }

        /// <summary>Temperature in hundredths of a degree Celsius.</summary>
        public int TemperatureCentiC()
        {
            return ((_fineTemperature * 5) + 128) >> 8;
        }

        /// <summary>Barometric pressure in pascal; 0 before the first reading.</summary>
        public int PressurePa()
        {
            return (int)(CompensatePressure(_rawPressure) >> 8);
        }

        /// <summary>Relative humidity in hundredths of a percent, 0 to 10000.</summary>
        public int HumidityCentiPercent()
        {
            return (int)((CompensateHumidity(_rawHumidity) * 100L) >> 10);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            if (_i2c != null)
            {
                _i2c.Dispose();
                _i2c = null;
            }
        }

        // 4.2.3. The result carries fine resolution into the other two compensations.
        private int CompensateTemperature(int raw)
        {
            Bme280Calibration c = _calibration;
            int linear = (((raw >> 3) - (c.T1 << 1)) * c.T2) >> 11;
            int offset = (raw >> 4) - c.T1;
            int square = (((offset * offset) >> 12) * c.T3) >> 14;
            return linear + square;
        }

        // 4.2.3, 64-bit form: pascal with 8 fractional bits.
        private long CompensatePressure(int raw)
        {
            Bme280Calibration c = _calibration;
            long fine = _fineTemperature - 128000L;
            long offset = (fine * fine * c.P6) + ((fine * c.P5) << 17) + ((long)c.P4 << 35);
            long slope = ((fine * fine * c.P3) >> 8) + ((fine * c.P2) << 11);
            slope = (((1L << 47) + slope) * c.P1) >> 33;
            if (slope == 0)
            {
                return 0;
            }

            long pressure = 1048576 - raw;
            pressure = (((pressure << 31) - offset) * 3125) / slope;
            long square = (c.P9 * (pressure >> 13) * (pressure >> 13)) >> 25;
            long linear = (c.P8 * pressure) >> 19;
            return ((pressure + square + linear) >> 8) + (c.P7 << 4);
        }

        // 4.2.3: percent with 10 fractional bits.
        private int CompensateHumidity(int raw)
        {
            Bme280Calibration c = _calibration;
            int fine = _fineTemperature - 76800;
            int signal = ((raw << 14) - (c.H4 << 20) - (c.H5 * fine) + 16384) >> 15;
            int gain = (((fine * c.H6) >> 10) * (((fine * c.H3) >> 11) + 32768)) >> 10;
            int humidity = signal * ((((gain + 2097152) * c.H2) + 8192) >> 14);
            humidity -= ((((humidity >> 15) * (humidity >> 15)) >> 7) * c.H1) >> 4;
            humidity = humidity < 0 ? 0 : humidity;
            humidity = humidity > 419430400 ? 419430400 : humidity;
            return humidity >> 12;
        }

        private Bme280Calibration ReadCalibration()
        {
            byte[] low = new byte[26];
            byte[] high = new byte[7];
            ReadBlock(Bme280Register.CalibrationLow, low);
            ReadBlock(Bme280Register.CalibrationHigh, high);
            return new Bme280Calibration(low, high);
        }

        // 5.4.4: im_update stays set while the part copies its calibration after a reset.
        private void WaitForStartup()
        {
            for (int poll = 0; poll < StartupPolls; poll++)
            {
                _register[0] = Bme280Register.Status;
                I2cTransferResult result = _i2c.WriteRead(_register, _command);
                if (result.Status == I2cTransferStatus.FullTransfer && (_command[0] & 1) == 0)
                {
                    return;
                }
            }

            throw new InvalidOperationException("the BME280 does not come out of its reset");
        }

        private byte ReadRegister(byte register)
        {
            byte[] value = new byte[1];
            ReadBlock(register, value);
            return value[0];
        }

        private void ReadBlock(byte register, byte[] block)
        {
            _register[0] = register;
            if (_i2c.WriteRead(_register, block).Status != I2cTransferStatus.FullTransfer)
            {
                throw new InvalidOperationException("the BME280 does not answer");
            }
        }

        private void WriteRegister(byte register, byte value)
        {
            _command[0] = register;
            _command[1] = value;
            if (_i2c.Write(_command).Status != I2cTransferStatus.FullTransfer)
            {
                throw new InvalidOperationException("the BME280 does not answer");
            }
        }
    }
}
