using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The power chip AXP209: its outputs, the battery, what is measured, the supply, the key, and memory that outlasts a restart.</summary>
    public class Axp209 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x34;

        /// <summary>Bytes that outlast a restart.</summary>
        public const int StorageBytes = 12;

        private const int Chip = 0x41;
        private const int VbusPresent = 0x20;
        private const int ChargingBit = 0x40;
        private const int BatteryPresent = 0x20;
        private const int ChargeEnable = 0x80;
        private const int VbusCame = 0x08;
        private const int VbusGone = 0x04;
        private const int HistoryLength = 10;
        private static readonly int[] Ldo4Millivolts = { 1250, 1300, 1400, 1500, 1600, 1700, 1800, 1900, 2000, 2500, 2700, 2800, 3000, 3100, 3200, 3300 };

        private readonly int[] _history = new int[HistoryLength];
        private I2cDevice _i2cDevice;
        private ChargeTarget _target = ChargeTarget.V4200;
        private AdcChannels _channels;
        private BatteryState _state;
        private int _chargeMilliamperes = 300;
        private int _warningMillivolts = 3500;
        private int _historyNext;
        private int _historyCount;
        private int _milliampereMinutes;
        private long _lastMs = -1;
        private int _supplies;
        private int _losses;
        private int _errors;

        public Axp209(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if ((Read(Register.ChipId) & 0xCF) != Chip)
            {
                throw new SystemException("no AXP209");
            }

            Channels = AdcChannels.BatteryVoltage | AdcChannels.BatteryCurrent | AdcChannels.VbusVoltage | AdcChannels.Temperature;
            Write(Register.InterruptEnable1, VbusCame | VbusGone);
            Write(Register.InterruptStatus1, 0xFF);
        }

        /// <summary>A supply came or went; told by <see cref="Refresh"/>.</summary>
        public event SupplyHandler SupplyChanged;

        public BatteryState State
        {
            get { return _state; }
        }

        public int Supplies
        {
            get { return _supplies; }
        }

        public int Losses
        {
            get { return _losses; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public AdcChannels Channels
        {
            get
            {
                return _channels;
            }

            set
            {
                _channels = value;
                Write(Register.AdcEnable1, (int)value);
            }
        }

        public bool IsSupplied
        {
            get { return (Read(Register.PowerStatus) & VbusPresent) != 0; }
        }

        public bool IsCharging
        {
            get { return (Read(Register.ChargeStatus) & ChargingBit) != 0; }
        }

        /// <summary>Millivolts of the battery.</summary>
        public int BatteryVoltage
        {
            get { return Twelve(Register.BatteryVoltage) * 11 / 10; }
        }

        /// <summary>Millivolts of the supply.</summary>
        public int SupplyVoltage
        {
            get { return Twelve(Register.VbusVoltage) * 17 / 10; }
        }

        /// <summary>Tenths of a degree inside the chip.</summary>
        public int Temperature
        {
            get { return Twelve(Register.Temperature) - 1447; }
        }

        /// <summary>Milliamperes into the battery; below zero: out of it.</summary>
        public int BatteryCurrent
        {
            get
            {
                byte[] bytes = new byte[2];
                Read(Register.DischargeCurrent, bytes);
                return (Twelve(Register.ChargeCurrent) / 2) - (((bytes[0] << 5) | (bytes[1] & 31)) / 2);
            }
        }

        /// <summary>Thousandths of an ampere hour that went in less those that went out.</summary>
        public int ChargeMilliampereHours
        {
            get { return _milliampereMinutes / 60000; }
        }

        /// <summary>How full the battery is by its voltage, at rest, between 3.3 and 4.15 volts.</summary>
        public int Percent
        {
            get
            {
                int percent = (Mean() - 3300) * 100 / 850;
                return percent < 0 ? 0 : percent > 100 ? 100 : percent;
            }
        }

        public bool IsOn(PowerOutput output)
        {
            return (Read(Register.OutputControl) & (1 << (int)output)) != 0;
        }

        public void SwitchOutput(PowerOutput output, bool isOn)
        {
            int bits = Read(Register.OutputControl);
            int bit = 1 << (int)output;
            Write(Register.OutputControl, isOn ? bits | bit : bits & ~bit);
        }

        /// <summary>Sets an output to so many millivolts, or the next lower ones that it can, and says which these are.</summary>
        public int SetVoltage(PowerOutput output, int millivolts)
        {
            CheckRange(output, millivolts);
            switch (output)
            {
                case PowerOutput.Dcdc2:
                    Write(Register.Dcdc2Voltage, (millivolts - 700) / 25);
                    break;
                case PowerOutput.Dcdc3:
                    Write(Register.Dcdc3Voltage, (millivolts - 700) / 25);
                    break;
                case PowerOutput.Ldo2:
                    Write(Register.Ldo24Voltage, (Read(Register.Ldo24Voltage) & 0x0F) | ((millivolts - 1800) / 100 << 4));
                    break;
                case PowerOutput.Ldo3:
                    Write(Register.Ldo3Voltage, (millivolts - 700) / 25);
                    break;
                case PowerOutput.Ldo4:
                    Write(Register.Ldo24Voltage, (Read(Register.Ldo24Voltage) & 0xF0) | Ldo4Code(millivolts));
                    break;
            }

            return GetVoltage(output);
        }

        /// <summary>Millivolts that an output is set to.</summary>
        public int GetVoltage(PowerOutput output)
        {
            switch (output)
            {
                case PowerOutput.Dcdc2:
                    return 700 + ((Read(Register.Dcdc2Voltage) & 0x3F) * 25);
                case PowerOutput.Dcdc3:
                    return 700 + ((Read(Register.Dcdc3Voltage) & 0x7F) * 25);
                case PowerOutput.Ldo2:
                    return 1800 + ((Read(Register.Ldo24Voltage) >> 4) * 100);
                case PowerOutput.Ldo3:
                    return 700 + ((Read(Register.Ldo3Voltage) & 0x7F) * 25);
                case PowerOutput.Ldo4:
                    return Ldo4Millivolts[Read(Register.Ldo24Voltage) & 0x0F];
                default:
                    return 0;
            }
        }

        /// <summary>How a battery is charged: 300 to 1800 milliamperes, up to its target.</summary>
        public void SetCharging(bool isOn, ChargeTarget target, int milliamperes)
        {
            if (milliamperes < 300 || milliamperes > 1800)
            {
                throw new ArgumentOutOfRangeException(nameof(milliamperes));
            }

            _target = target;
            _chargeMilliamperes = milliamperes;
            Write(Register.Charge1, (isOn ? ChargeEnable : 0) | ((int)target << 5) | ((milliamperes - 300) / 100));
        }

        /// <summary>What the key has to be held for.</summary>
        public void SetPowerKey(PowerKeyTime startTime, bool shutsDown)
        {
            Write(Register.PowerKey, ((int)startTime << 6) | 0x10 | (shutsDown ? 0x08 : 0) | 0x01);
        }

        public void SetWarning(int millivolts)
        {
            if (millivolts < 2867 || millivolts > 4200)
            {
                throw new ArgumentOutOfRangeException(nameof(millivolts));
            }

            _warningMillivolts = millivolts;
            Write(Register.WarningLevel1, (millivolts - 2867) * 10 / 56);
        }

        /// <summary>Keeps bytes while the chip has power.</summary>
        public void Store(int at, byte[] bytes)
        {
            if (at < 0 || at + bytes.Length > StorageBytes)
            {
                throw new ArgumentOutOfRangeException(nameof(at));
            }

            for (int i = 0; i < bytes.Length; i++)
            {
                Write((Register)((int)Register.Data0 + at + i), bytes[i]);
            }
        }

        public int Stored(int at)
        {
            return at < 0 || at >= StorageBytes ? -1 : Read((Register)((int)Register.Data0 + at));
        }

        /// <summary>Measures, judges the battery, and tells of a supply that came or went.</summary>
        public void Refresh(long nowMs)
        {
            int millivolts = BatteryVoltage;
            _history[_historyNext] = millivolts;
            _historyNext = (_historyNext + 1) % HistoryLength;
            _historyCount = _historyCount < HistoryLength ? _historyCount + 1 : HistoryLength;
            if (_lastMs >= 0)
            {
                _milliampereMinutes += BatteryCurrent * (int)(nowMs - _lastMs);
            }

            _lastMs = nowMs;
            Judge(millivolts);
            LookForSupply();
        }

        public override string ToString()
        {
            return Percent + " %, state " + (int)_state + ", to " + (int)_target + " with " + _chargeMilliamperes + " mA";
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Channels = AdcChannels.None;
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private static void CheckRange(PowerOutput output, int millivolts)
        {
            int least = output == PowerOutput.Ldo2 ? 1800 : output == PowerOutput.Ldo4 ? 1250 : 700;
            int most = output == PowerOutput.Dcdc2 ? 2275 : output == PowerOutput.Dcdc3 || output == PowerOutput.Ldo3 ? 3500 : 3300;
            if (output == PowerOutput.External || millivolts < least || millivolts > most)
            {
                throw new ArgumentOutOfRangeException(nameof(millivolts));
            }
        }

        private static int Ldo4Code(int millivolts)
        {
            int code = Ldo4Millivolts.Length - 1;
            while (code > 0 && Ldo4Millivolts[code] > millivolts)
            {
                code--;
            }

            return code;
        }

        private int Mean()
        {
            int sum = 0;
            for (int i = 0; i < _historyCount; i++)
            {
                sum += _history[i];
            }

            return _historyCount == 0 ? 0 : sum / _historyCount;
        }

        private void Judge(int millivolts)
        {
            int status = Read(Register.ChargeStatus);
            if ((status & BatteryPresent) == 0)
            {
                _state = BatteryState.Missing;
            }
            else if ((status & ChargingBit) != 0)
            {
                _state = BatteryState.Charging;
            }
            else if (IsSupplied)
            {
                _state = BatteryState.Full;
            }
            else
            {
                _state = millivolts < _warningMillivolts ? BatteryState.Low : BatteryState.Discharging;
            }
        }

        private void LookForSupply()
        {
            int status = Read(Register.InterruptStatus1);
            if ((status & (VbusCame | VbusGone)) == 0)
            {
                return;
            }

            Write(Register.InterruptStatus1, status);
            bool isThere = (status & VbusCame) != 0;
            _supplies += isThere ? 1 : 0;
            _losses += isThere ? 0 : 1;
            SupplyHandler handler = SupplyChanged;
            if (handler != null)
            {
                handler(this, new SupplyEventArgs(isThere));
            }
        }

        private int Twelve(Register register)
        {
            byte[] bytes = new byte[2];
            return Read(register, bytes) ? (bytes[0] << 4) | (bytes[1] & 15) : 0;
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
