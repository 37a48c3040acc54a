using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The clock PCF8523: time, alarm by minute, hour, day or weekday, correction, its output, and the battery.</summary>
    public class Pcf8523 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x68;

        private const byte SoftReset = 0x58;
        private const byte StopBit = 0x20;
        private const byte TwelveHours = 0x08;
        private const byte AlarmInterrupt = 0x02;
        private const byte AlarmFlag = 0x08;
        private const byte BatteryLow = 0x04;
        private const byte BatteryTakenOver = 0x08;
        private const byte OscillatorStopped = 0x80;
        private const byte AlarmOff = 0x80;
        private const byte CountdownOn = 0x02;
        private const byte WatchdogOn = 0x04;
        private const byte CountdownFlag = 0x40;
        private const int Century = 2000;

        private readonly byte[] _time = new byte[7];
        private I2cDevice _i2cDevice;
        private ClockTime _last;
        private ClockOutput _output;
        private int _offset;
        private int _alarms;
        private int _stops;
        private int _invalid;
        private int _errors;
        private bool _isAlarmOn;

        public Pcf8523(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            Write(Register.Control3, (byte)((int)BatteryMode.Switched << 5));
            Output = ClockOutput.Off;
            if (IsStopped)
            {
                _stops++;
            }
        }

        /// <summary>The alarm went off; told by <see cref="Poll"/>.</summary>
        public event AlarmHandler Alarm;

        public int Alarms
        {
            get { return _alarms; }
        }

        /// <summary>Times that the clock was found without a time.</summary>
        public int Stops
        {
            get { return _stops; }
        }

        /// <summary>Times that could not be.</summary>
        public int Invalid
        {
            get { return _invalid; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        /// <summary>The oscillator stood still: what it says is no time.</summary>
        public bool IsStopped
        {
            get { return (Read(Register.Seconds) & OscillatorStopped) != 0; }
        }

        public bool IsBatteryLow
        {
            get { return (Read(Register.Control3) & BatteryLow) != 0; }
        }

        public ClockOutput Output
        {
            get
            {
                return _output;
            }

            set
            {
                _output = value;
                byte control = (byte)(Read(Register.TimerControl) & ~0x38);
                Write(Register.TimerControl, (byte)(control | ((int)value << 3)));
            }
        }

        /// <summary>Corrects the clock by 4.34 millionths a step, -64 to 63, every two hours.</summary>
        public int Offset
        {
            get
            {
                return _offset;
            }

            set
            {
                if (value < -64 || value > 63)
                {
                    throw new ArgumentOutOfRangeException(nameof(value));
                }

                _offset = value;
                Write(Register.Offset, (byte)(value & 0x7F));
            }
        }

        public void SetBattery(BatteryMode mode, bool warns)
        {
            int code = mode == BatteryMode.Switched ? 0 : mode == BatteryMode.Direct ? 1 : 3;
            Write(Register.Control3, (byte)((warns ? code : code | 4) << 5));
        }

        /// <summary>Sets the clock; it stands still meanwhile.</summary>
        public void SetTime(ClockTime time)
        {
            if (!IsValid(time))
            {
                throw new ArgumentException(nameof(time));
            }

            byte control = Read(Register.Control1);
            Write(Register.Control1, (byte)(control | StopBit));
            byte[] bytes = new byte[8];
            bytes[0] = (byte)Register.Seconds;
            bytes[1] = ToBcd(time.Second);
            bytes[2] = ToBcd(time.Minute);
            bytes[3] = ToBcd(time.Hour);
            bytes[4] = ToBcd(time.Day);
            bytes[5] = (byte)time.Weekday;
            bytes[6] = ToBcd(time.Month);
            bytes[7] = ToBcd(time.Year - Century);
            Count(_i2cDevice.Write(bytes));
            Write(Register.Control1, (byte)(control & ~(StopBit | TwelveHours)));
        }

        /// <summary>False when the clock has no time, or says what cannot be; then the last one that could stays.</summary>
        public bool TryGetTime(out ClockTime time)
        {
            time = _last;
            if (!Count(_i2cDevice.WriteRead(new byte[] { (byte)Register.Seconds }, _time)))
            {
                return false;
            }

            if ((_time[0] & OscillatorStopped) != 0)
            {
                _stops++;
                return false;
            }

            ClockTime now = default;
            now.Second = FromBcd(_time[0] & 0x7F);
            now.Minute = FromBcd(_time[1] & 0x7F);
            now.Hour = FromBcd(_time[2] & 0x3F);
            now.Day = FromBcd(_time[3] & 0x3F);
            now.Weekday = _time[4] & 7;
            now.Month = FromBcd(_time[5] & 0x1F);
            now.Year = Century + FromBcd(_time[6]);
            if (!IsValid(now))
            {
                _invalid++;
                return false;
            }

            _last = now;
            time = now;
            return true;
        }

        /// <summary>An alarm when all of these are so; -1: whatever it is.</summary>
        public void SetAlarm(int minute, int hour, int day, int weekday)
        {
            Write(Register.MinuteAlarm, AlarmPart(minute));
            Write(Register.HourAlarm, AlarmPart(hour));
            Write(Register.DayAlarm, AlarmPart(day));
            Write(Register.WeekdayAlarm, AlarmPart(weekday));
            _isAlarmOn = minute >= 0 || hour >= 0 || day >= 0 || weekday >= 0;
            byte control = Read(Register.Control1);
            Write(Register.Control1, (byte)(_isAlarmOn ? control | AlarmInterrupt : control & ~AlarmInterrupt));
        }

        /// <summary>Looks for the alarm and tells of it.</summary>
        public void Poll()
        {
            byte flags = Read(Register.Control2);
            if (!_isAlarmOn || (flags & AlarmFlag) == 0)
            {
                return;
            }

            _alarms++;
            Write(Register.Control2, (byte)(flags & ~AlarmFlag));
            AlarmHandler handler = Alarm;
            if (handler != null && TryGetTime(out ClockTime now))
            {
                handler(this, now);
            }
        }

        /// <summary>Counts down from so many units to nothing, again and again.</summary>
        public void StartCountdown(int count, CountdownUnit unit)
        {
            if (count < 1 || count > 255)
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }

            StopCountdown();
            Write(Register.TimerAFrequency, (byte)unit);
            Write(Register.TimerA, (byte)count);
            Write(Register.TimerControl, (byte)(Read(Register.TimerControl) | CountdownOn));
        }

        public void StopCountdown()
        {
            Write(Register.TimerControl, (byte)(Read(Register.TimerControl) & ~(CountdownOn | WatchdogOn)));
            TakeCountdown();
        }

        /// <summary>Units that are left.</summary>
        public int CountdownLeft
        {
            get { return Read(Register.TimerA); }
        }

        /// <summary>True once when a countdown came to its end.</summary>
        public bool TakeCountdown()
        {
            byte flags = Read(Register.Control2);
            if ((flags & CountdownFlag) == 0)
            {
                return false;
            }

            Write(Register.Control2, (byte)(flags & ~CountdownFlag));
            return true;
        }

        public void Reset()
        {
            Write(Register.Control1, SoftReset);
            _isAlarmOn = false;
        }

        public override string ToString()
        {
            return _last + (_isAlarmOn ? " (alarm)" : "");
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private static bool IsValid(ClockTime time)
        {
            return time.Year >= Century && time.Year < Century + 100 && time.Month >= 1 && time.Month <= 12 && time.Day >= 1
                && time.Day <= DaysIn(time.Year, time.Month) && time.Hour < 24 && time.Minute < 60 && time.Second < 60 && time.Weekday < 7;
        }

        private static int DaysIn(int year, int month)
        {
            if (month == 2)
            {
                return year % 4 == 0 ? 29 : 28;
            }

            return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        }

        private static byte AlarmPart(int value)
        {
            return value < 0 ? AlarmOff : ToBcd(value);
        }

        private static byte ToBcd(int value)
        {
            return (byte)(((value / 10) << 4) | (value % 10));
        }

        private static int FromBcd(int value)
        {
            return ((value >> 4) * 10) + (value & 15);
        }

        private byte Read(Register register)
        {
            byte[] value = new byte[1];
            Count(_i2cDevice.WriteRead(new byte[] { (byte)register }, value));
            return value[0];
        }

        private void Write(Register register, byte value)
        {
            Count(_i2cDevice.Write(new byte[] { (byte)register, value }));
        }

        private bool Count(I2cTransferResult result)
        {
            if (result.Status == I2cTransferStatus.FullTransfer)
            {
                return true;
            }

            _errors++;
            return false;
        }
    }
}
