using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The haptic driver DRV2605L: a motor that shakes, its calibration, effects in a sequence, and strength that follows a number.</summary>
    public class Drv2605 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x5A;

        /// <summary>Places of a sequence.</summary>
        public const int Places = 8;

        private const byte ResetBit = 0x80;
        private const byte StandbyBit = 0x40;
        private const byte GoBit = 0x01;
        private const byte DiagnosticBit = 0x08;
        private const byte OverTemperature = 0x02;
        private const byte OverCurrent = 0x01;
        private const byte ResonantBit = 0x80;
        private const int MicrovoltsPerRatedBit = 21180;
        private const int MicrovoltsPerClampBit = 21960;

        private readonly bool _isResonant;
        private readonly byte[] _slots = new byte[Places];
        private I2cDevice _i2cDevice;
        private HapticMode _mode;
        private EffectLibrary _library;
        private int _ratedMillivolts;
        private int _played;
        private int _refused;
        private int _faults;
        private int _errors;
        private bool _isCalibrating;
        private bool _isCalibrated;
        private int _compensation;
        private int _backForce;

        public Drv2605(I2cDevice i2cDevice) : this(i2cDevice, false)
        {
        }

        /// <param name="i2cDevice">The device to talk to.</param>
        /// <param name="isResonant">A linear actuator, not a motor with an eccentric mass.</param>
        public Drv2605(I2cDevice i2cDevice, bool isResonant)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            _isResonant = isResonant;
            Write(Register.Mode, ResetBit);
            int feedback = Read(Register.Feedback) & ~ResonantBit;
            Write(Register.Feedback, feedback | (isResonant ? ResonantBit : 0));
            SetLibrary(isResonant ? EffectLibrary.Resonant : EffectLibrary.StrongMotor);
            SetVoltages(2000, 2500);
            Mode = HapticMode.InternalTrigger;
        }

        public int Played
        {
            get { return _played; }
        }

        /// <summary>Effects that were asked for while another one played.</summary>
        public int Refused
        {
            get { return _refused; }
        }

        public int Faults
        {
            get { return _faults; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public bool IsCalibrated
        {
            get { return _isCalibrated; }
        }

        public int Compensation
        {
            get { return _compensation; }
        }

        public int BackForce
        {
            get { return _backForce; }
        }

        public HapticMode Mode
        {
            get
            {
                return _mode;
            }

            set
            {
                _mode = value;
                Write(Register.Mode, (int)value);
            }
        }

        public bool IsPlaying
        {
            get { return (Read(Register.Go) & GoBit) != 0; }
        }

        /// <summary>Millivolts of the supply; only while it is not asleep.</summary>
        public int SupplyMillivolts
        {
            get { return Read(Register.SupplyVoltage) * 5600 / 255; }
        }

        /// <summary>Tenths of a hertz that a linear actuator resonates at.</summary>
        public int ResonanceDecihertz
        {
            get
            {
                int period = Read(Register.ResonancePeriod);
                return period == 0 ? 0 : 100000000 / (period * 9846);
            }
        }

        public void SetLibrary(EffectLibrary library)
        {
            if ((library == EffectLibrary.Resonant) != _isResonant)
            {
                throw new ArgumentException(nameof(library));
            }

            _library = library;
            Write(Register.Library, (int)library);
        }

        /// <summary>What the motor is made for, and what it may get for a moment, in millivolts.</summary>
        public void SetVoltages(int ratedMillivolts, int clampMillivolts)
        {
            if (ratedMillivolts < 500 || ratedMillivolts > clampMillivolts || clampMillivolts > 5500)
            {
                throw new ArgumentOutOfRangeException(nameof(ratedMillivolts));
            }

            _ratedMillivolts = ratedMillivolts;
            Write(Register.RatedVoltage, ratedMillivolts * 1000 / MicrovoltsPerRatedBit);
            Write(Register.OverdriveClamp, clampMillivolts * 1000 / MicrovoltsPerClampBit);
        }

        /// <summary>Shifts the times of the effects, in units of 5 ms, for a motor that is slower or faster than the library's.</summary>
        public void SetTimeOffsets(sbyte overdrive, sbyte sustainPositive, sbyte sustainNegative, sbyte brake)
        {
            Write(Register.OverdriveOffset, (byte)overdrive);
            Write(Register.SustainPositive, (byte)sustainPositive);
            Write(Register.SustainNegative, (byte)sustainNegative);
            Write(Register.BrakeOffset, (byte)brake);
        }

        /// <summary>Puts an effect into a place of the sequence; the first that is none ends it.</summary>
        public void SetEffect(int place, Effect effect)
        {
            if (place < 0 || place >= Places)
            {
                throw new ArgumentOutOfRangeException(nameof(place));
            }

            _slots[place] = (byte)effect;
            Write((Register)((int)Register.Sequence + place), (int)effect);
        }

        /// <summary>Plays a single effect.</summary>
        public bool Play(Effect effect)
        {
            if (IsPlaying)
            {
                _refused++;
                return false;
            }

            SetEffect(0, effect);
            SetEffect(1, Effect.None);
            return Go();
        }

        /// <summary>Plays what the places have.</summary>
        public bool Play()
        {
            if (IsPlaying)
            {
                _refused++;
                return false;
            }

            return Go();
        }

        public void Stop()
        {
            Write(Register.Go, 0);
        }

        /// <summary>Strength from -127 to 127 until another one is set.</summary>
        public void SetStrength(int strength)
        {
            if (strength < -127 || strength > 127)
            {
                throw new ArgumentOutOfRangeException(nameof(strength));
            }

            if (_mode != HapticMode.RealTime)
            {
                Mode = HapticMode.RealTime;
            }

            Write(Register.RealTimePlayback, strength);
        }

        /// <summary>Begins to measure the motor; <see cref="FinishCalibration"/> says when it is done.</summary>
        public void BeginCalibration()
        {
            _isCalibrating = true;
            Mode = HapticMode.Calibration;
            Go();
        }

        /// <summary>True when calibration is over; how it went is then known.</summary>
        public bool FinishCalibration()
        {
            if (!_isCalibrating || IsPlaying)
            {
                return false;
            }

            _isCalibrating = false;
            int status = Read(Register.Status);
            _isCalibrated = (status & DiagnosticBit) == 0;
            if (_isCalibrated)
            {
                _compensation = Read(Register.CompensationResult);
                _backForce = Read(Register.BackForceResult);
            }

            Mode = HapticMode.InternalTrigger;
            return true;
        }

        public void CheckFaults()
        {
            int status = Read(Register.Status);
            if ((status & (OverTemperature | OverCurrent)) != 0)
            {
                _faults++;
                throw new HapticFaultException(status);
            }
        }

        public void Sleep()
        {
            Write(Register.Mode, (int)_mode | StandbyBit);
        }

        public void Wake()
        {
            Write(Register.Mode, (int)_mode);
        }

        public override string ToString()
        {
            string text = "library " + (int)_library + ", rated " + _ratedMillivolts + ":";
            for (int i = 0; i < Places && _slots[i] != 0; i++)
            {
                text += " " + _slots[i];
            }

            return text;
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Stop();
                Sleep();
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private bool Go()
        {
            Write(Register.Go, GoBit);
            _played++;
            return true;
        }

        private int Read(Register register)
        {
            byte[] value = new byte[1];
            if (_i2cDevice.WriteRead(new byte[] { (byte)register }, value).Status != I2cTransferStatus.FullTransfer)
            {
                _errors++;
            }

            return value[0];
        }

        private void Write(Register register, int value)
        {
            if (_i2cDevice.Write(new byte[] { (byte)register, (byte)value }).Status != I2cTransferStatus.FullTransfer)
            {
                _errors++;
            }
        }
    }
}
