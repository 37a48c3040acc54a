using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public enum ChargePhase : byte
    {
        Idle,
        Precharge,
        Fast,
        Done,
    }

    public enum SupplyKind : byte
    {
        None,
        StandardPort,
        ChargingPort,
        DedicatedPort,
        HighVoltage,
        Unknown,
        Other,
        Boost,
    }

    public enum Watchdog : byte
    {
        Off,
        Seconds40,
        Seconds80,
        Seconds160,
    }

    public enum ChargeTimer : byte
    {
        Hours5,
        Hours8,
        Hours12,
        Hours20,
    }

    public enum ThermalLimit : byte
    {
        Celsius60,
        Celsius80,
        Celsius100,
        Celsius120,
    }

    /// <summary>What the charger reports as wrong.</summary>
    [Flags]
    public enum ChargerFault : byte
    {
        None = 0,
        Watchdog = 1,
        Boost = 2,
        Input = 4,
        Thermal = 8,
        Timer = 16,
        Battery = 32,
        Cold = 64,
        Hot = 128,
    }

    /// <summary>What was measured last, in the units of its names.</summary>
    public class ChargerSample
    {
        public int BatteryMillivolts;
        public int SystemMillivolts;
        public int SupplyMillivolts;
        public int ChargeMilliamperes;
        public int ThermistorPerMille;
    }

    /// <summary>A charger of lithium cells behind a bus: limits, phases, timers, faults, a boost converter, and estimates of what is in the battery.</summary>
    public class Bq25895
    {
        private const byte RegisterInput = 0x00;
        private const byte RegisterOffset = 0x01;
        private const byte RegisterConversion = 0x02;
        private const byte RegisterSystem = 0x03;
        private const byte RegisterFastCurrent = 0x04;
        private const byte RegisterPrecharge = 0x05;
        private const byte RegisterVoltage = 0x06;
        private const byte RegisterTimers = 0x07;
        private const byte RegisterCompensation = 0x08;
        private const byte RegisterOperation = 0x09;
        private const byte RegisterBoost = 0x0A;
        private const byte RegisterStatus = 0x0B;
        private const byte RegisterFault = 0x0C;
        private const byte RegisterThreshold = 0x0D;
        private const byte RegisterBattery = 0x0E;
        private const byte RegisterReset = 0x14;
        private const int CapacityMilliampereHours = 2600;

        // Per cent of charge by voltage at rest, from 3300 mV in steps of 100.
        private static readonly int[] Rest = { 0, 4, 9, 15, 30, 52, 68, 80, 92, 100 };

        private readonly I2cDevice _device;
        private readonly byte[] _byte = new byte[1];
        private readonly byte[] _block = new byte[6];
        private readonly ChargerSample _sample = new ChargerSample();
        private readonly int[] _phaseTicks = new int[4];
        private ChargePhase _phase = ChargePhase.Idle;
        private SupplyKind _supply = SupplyKind.None;
        private Watchdog _watchdog = Watchdog.Seconds40;
        private ChargeTimer _timer = ChargeTimer.Hours12;
        private ThermalLimit _thermalLimit = ThermalLimit.Celsius120;
        private ChargerFault _faults = ChargerFault.None;
        private ChargerFault _everSeen = ChargerFault.None;
        private int _inputLimit = 500;
        private int _fastCurrent = 1024;
        private int _prechargeCurrent = 128;
        private int _terminationCurrent = 256;
        private int _chargeVoltage = 4208;
        private int _minimumSystem = 3500;
        private int _boostVoltage = 5126;
        private int _failures;
        private int _kicks;
        private int _milliampereSeconds;
        private int _perMille = 500;
        private int _cycles;
        private int _rechargeDrop = 100;
        private bool _isCharging = true;
        private bool _isBoosting;
        private bool _isShipped;

        public Bq25895(I2cDevice device)
        {
            _device = device;
            Write(RegisterReset, 0x80);
            Apply();
        }

        public ChargePhase Phase
        {
            get { return _phase; }
        }

        public SupplyKind Supply
        {
            get { return _supply; }
        }

        public ChargerFault Faults
        {
            get { return _faults; }
        }

        /// <summary>All faults since somebody asked for them.</summary>
        public ChargerFault EverSeen
        {
            get { return _everSeen; }
        }

        public ChargerSample Sample
        {
            get { return _sample; }
        }

        public int Failures
        {
            get { return _failures; }
        }

        public int ChargePerMille
        {
            get { return _perMille; }
        }

        public int Cycles
        {
            get { return _cycles; }
        }

        public bool HasSupply
        {
            get { return _supply != SupplyKind.None && _supply != SupplyKind.Boost; }
        }

        /// <summary>What may be drawn from the supply, 100 to 3250 mA in steps of 50.</summary>
        public int InputLimitMilliamperes
        {
            get
            {
                return _inputLimit;
            }

            set
            {
                _inputLimit = Clamp(value, 100, 3250) / 50 * 50;
                Change(RegisterInput, 0x3F, (_inputLimit - 100) / 50);
            }
        }

        /// <summary>0 to 5056 mA in steps of 64.</summary>
        public int FastCurrentMilliamperes
        {
            get
            {
                return _fastCurrent;
            }

            set
            {
                _fastCurrent = Clamp(value, 0, 5056) / 64 * 64;
                Change(RegisterFastCurrent, 0x7F, _fastCurrent / 64);
            }
        }

        /// <summary>64 to 1024 mA in steps of 64.</summary>
        public int PrechargeMilliamperes
        {
            get
            {
                return _prechargeCurrent;
            }

            set
            {
                _prechargeCurrent = Clamp(value, 64, 1024) / 64 * 64;
                Change(RegisterPrecharge, 0xF0, ((_prechargeCurrent / 64) - 1) << 4);
            }
        }

        public int TerminationMilliamperes
        {
            get
            {
                return _terminationCurrent;
            }

            set
            {
                _terminationCurrent = Clamp(value, 64, 1024) / 64 * 64;
                Change(RegisterPrecharge, 0x0F, (_terminationCurrent / 64) - 1);
            }
        }

        /// <summary>3840 to 4608 mV in steps of 16.</summary>
        public int ChargeMillivolts
        {
            get
            {
                return _chargeVoltage;
            }

            set
            {
                _chargeVoltage = Clamp(value, 3840, 4608) / 16 * 16;
                Change(RegisterVoltage, 0xFC, ((_chargeVoltage - 3840) / 16) << 2);
            }
        }

        /// <summary>3000 to 3700 mV in steps of 100.</summary>
        public int MinimumSystemMillivolts
        {
            get
            {
                return _minimumSystem;
            }

            set
            {
                _minimumSystem = Clamp(value, 3000, 3700) / 100 * 100;
                Change(RegisterSystem, 0x0E, ((_minimumSystem - 3000) / 100) << 1);
            }
        }

        /// <summary>4550 to 5510 mV in steps of 64.</summary>
        public int BoostMillivolts
        {
            get
            {
                return _boostVoltage;
            }

            set
            {
                _boostVoltage = 4550 + ((Clamp(value, 4550, 5510) - 4550) / 64 * 64);
                Change(RegisterBoost, 0xF0, ((_boostVoltage - 4550) / 64) << 4);
            }
        }

        public Watchdog Watchdog
        {
            get
            {
                return _watchdog;
            }

            set
            {
                _watchdog = value;
                Change(RegisterTimers, 0x30, (int)value << 4);
            }
        }

        public ChargeTimer Timer
        {
            get
            {
                return _timer;
            }

            set
            {
                _timer = value;
                Change(RegisterTimers, 0x06, (int)value << 1);
            }
        }

        public ThermalLimit ThermalLimit
        {
            get
            {
                return _thermalLimit;
            }

            set
            {
                _thermalLimit = value;
                Change(RegisterCompensation, 0x03, (int)value);
            }
        }

        public bool IsCharging
        {
            get
            {
                return _isCharging;
            }

            set
            {
                _isCharging = value;
                Change(RegisterSystem, 0x10, value ? 0x10 : 0);
            }
        }

        /// <summary>Feeds what is at the supply's pins from the battery.</summary>
        public bool IsBoosting
        {
            get
            {
                return _isBoosting;
            }

            set
            {
                _isBoosting = value && !HasSupply;
                Change(RegisterSystem, 0x20, _isBoosting ? 0x20 : 0);
            }
        }

        /// <summary>Restarts the watchdog, reads what there is to read and follows the battery. False when the bus failed.</summary>
        public bool Update(int elapsedMs)
        {
            Kick();
            if (!TryReadStatus() || !TryReadFaults() || !TryReadSample())
            {
                _failures++;
                return false;
            }

            CountCharge(elapsedMs);
            Correct();
            Guard();
            return true;
        }

        /// <summary>The faults that there were, which are forgotten then.</summary>
        public ChargerFault TakeFaults()
        {
            ChargerFault seen = _everSeen;
            _everSeen = ChargerFault.None;
            return seen;
        }

        /// <summary>Separates the battery until a supply comes.</summary>
        public void Ship()
        {
            _isShipped = true;
            Change(RegisterOperation, 0x20, 0x20);
        }

        /// <summary>Minutes until the battery is full; -1 while it is not being charged.</summary>
        public int MinutesToFull()
        {
            if (_phase == ChargePhase.Idle || _sample.ChargeMilliamperes <= 0)
            {
                return -1;
            }

            int missing = CapacityMilliampereHours * (1000 - _perMille) / 1000;
            int minutes = missing * 60 / _sample.ChargeMilliamperes;
            return _perMille > 800 ? minutes + ((_perMille - 800) / 5) : minutes;
        }

        /// <summary>How long it was in a phase, in updates.</summary>
        public int UpdatesIn(ChargePhase phase)
        {
            return _phaseTicks[(int)phase];
        }

        /// <summary>The temperature of the cell by its thermistor, in tenths of a degree.</summary>
        public int CellDeciCelsius()
        {
            int ratio = _sample.ThermistorPerMille;
            if (ratio > 735)
            {
                return -50 - ((ratio - 735) / 2);
            }

            return ratio > 590 ? ((735 - ratio) * 20 / 10) - 50 : ratio > 440 ? 240 + ((590 - ratio) * 14 / 10) : 450 + ((440 - ratio) * 2);
        }

        private static int Clamp(int value, int low, int high)
        {
            return value < low ? low : value > high ? high : value;
        }

        private void Apply()
        {
            InputLimitMilliamperes = _inputLimit;
            FastCurrentMilliamperes = _fastCurrent;
            PrechargeMilliamperes = _prechargeCurrent;
            TerminationMilliamperes = _terminationCurrent;
            ChargeMillivolts = _chargeVoltage;
            MinimumSystemMillivolts = _minimumSystem;
            BoostMillivolts = _boostVoltage;
            Watchdog = _watchdog;
            Timer = _timer;
            ThermalLimit = _thermalLimit;
            Change(RegisterOffset, 0x1F, 0x06);
            Change(RegisterThreshold, 0x80, 0x80);
            Change(RegisterConversion, 0xC0, 0x40);
        }

        private void Kick()
        {
            if (_watchdog != Watchdog.Off)
            {
                _kicks++;
                Change(RegisterSystem, 0x40, 0x40);
            }
        }

        private bool TryReadStatus()
        {
            int status = Read(RegisterStatus);
            if (status < 0)
            {
                return false;
            }

            ChargePhase phase = (ChargePhase)((status >> 3) & 3);
            if (phase == ChargePhase.Done && _phase != ChargePhase.Done)
            {
                _cycles++;
            }

            _phase = phase;
            _phaseTicks[(int)phase]++;
            _supply = (SupplyKind)((status >> 5) & 7);
            return true;
        }

        private bool TryReadFaults()
        {
            int raw = Read(RegisterFault);
            if (raw < 0)
            {
                return false;
            }

            _faults = FaultsOf(raw);
            _everSeen |= _faults;
            return true;
        }

        private ChargerFault FaultsOf(int raw)
        {
            ChargerFault faults = ChargerFault.None;
            if ((raw & 0x80) != 0)
            {
                faults |= ChargerFault.Watchdog;
            }

            if ((raw & 0x40) != 0)
            {
                faults |= ChargerFault.Boost;
            }

            switch ((raw >> 4) & 3)
            {
                case 1:
                    faults |= ChargerFault.Input;
                    break;
                case 2:
                    faults |= ChargerFault.Thermal;
                    break;
                case 3:
                    faults |= ChargerFault.Timer;
                    break;
            }

            if ((raw & 8) != 0)
            {
                faults |= ChargerFault.Battery;
            }

            int thermistor = raw & 7;
            return thermistor == 1 || thermistor == 5 ? faults | ChargerFault.Cold : thermistor == 2 || thermistor == 6 ? faults | ChargerFault.Hot : faults;
        }

        private bool TryReadSample()
        {
            if (_device.WriteRead(new byte[] { RegisterBattery }, _block).Status != I2cTransferStatus.FullTransfer)
            {
                return false;
            }

            _sample.BatteryMillivolts = 2304 + ((_block[0] & 0x7F) * 20);
            _sample.SystemMillivolts = 2304 + ((_block[1] & 0x7F) * 20);
            _sample.ThermistorPerMille = 210 + ((_block[2] & 0x7F) * 465 / 100);
            _sample.SupplyMillivolts = 2600 + ((_block[3] & 0x7F) * 100);
            _sample.ChargeMilliamperes = (_block[4] & 0x7F) * 50;
            return true;
        }

        private void CountCharge(int elapsedMs)
        {
            int current = _phase == ChargePhase.Idle || _phase == ChargePhase.Done ? -80 : _sample.ChargeMilliamperes;
            _milliampereSeconds += current * elapsedMs / 1000;
            int step = CapacityMilliampereHours * 36 / 10;
            while (_milliampereSeconds >= step)
            {
                _milliampereSeconds -= step;
                _perMille++;
            }

            while (_milliampereSeconds <= -step)
            {
                _milliampereSeconds += step;
                _perMille--;
            }

            _perMille = Clamp(_perMille, 0, 1000);
        }

        /// <summary>At rest the voltage says better what is in the battery than the sum of what went in.</summary>
        private void Correct()
        {
            if (_phase == ChargePhase.Idle)
            {
                int at = Clamp((_sample.BatteryMillivolts - 3300) / 100, 0, Rest.Length - 2);
                int part = Clamp(_sample.BatteryMillivolts - 3300 - (at * 100), 0, 100);
                int rest = (Rest[at] * 10) + ((Rest[at + 1] - Rest[at]) * part / 10);
                _perMille += (rest - _perMille) / 8;
            }
            else if (_phase == ChargePhase.Done)
            {
                _perMille = 1000;
            }
        }

        /// <summary>Charges slower while something is wrong, and begins again once the battery has dropped.</summary>
        private void Guard()
        {
            if ((_faults & (ChargerFault.Thermal | ChargerFault.Hot)) != 0 && _fastCurrent > 512)
            {
                FastCurrentMilliamperes = _fastCurrent - 128;
            }
            else if (_faults == ChargerFault.None && _fastCurrent < 1024)
            {
                FastCurrentMilliamperes = _fastCurrent + 64;
            }

            if (_phase == ChargePhase.Done && _sample.BatteryMillivolts < _chargeVoltage - _rechargeDrop)
            {
                IsCharging = false;
                IsCharging = true;
            }

            if (_isShipped && HasSupply)
            {
                _isShipped = false;
                Change(RegisterOperation, 0x20, 0);
            }
        }

        private int Read(byte register)
        {
            return _device.WriteRead(new byte[] { register }, _byte).Status == I2cTransferStatus.FullTransfer ? _byte[0] : -1;
        }

        private void Write(byte register, int value)
        {
            if (_device.Write(new byte[] { register, (byte)value }).Status != I2cTransferStatus.FullTransfer)
            {
                _failures++;
            }
        }

        private void Change(byte register, int mask, int bits)
        {
            int old = Read(register);
            if (old < 0)
            {
                _failures++;
                return;
            }

            Write(register, (old & ~mask) | (bits & mask));
        }
    }
}
