using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A real-time clock with two alarms, a square wave, an aging offset and a thermometer.</summary>
    public class Ds3231
    {
        public const int EverySecond = 0;
        public const int EveryMinute = 1;
        public const int EveryHour = 2;
        public const int EveryDay = 3;
        public const int EveryWeek = 4;
        public const int EveryMonth = 5;
        private const int Control = 14;
        private const int Status = 15;
        private const int Aging = 16;
        private const int Temperature = 17;
        private static readonly byte[] DaysOfMonth = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

        private readonly I2cDevice _device;
        private readonly byte[] _registers = new byte[19];
        private int _second;
        private int _minute;
        private int _hour;
        private int _weekday;
        private int _day = 1;
        private int _month = 1;
        private int _year = 2000;
        private int _rings;
        private int _lastAlarm = EverySecond;
        private bool _wasStopped;

        public Ds3231(I2cDevice device)
        {
            _device = device;
            Write(Control, 0x1C);
            Write(Status, 0);
        }

        public int Rings
        {
            get { return _rings; }
        }

        public bool WasStopped
        {
            get { return _wasStopped; }
        }

        public void SetTime(int year, int month, int day, int hour, int minute, int second)
        {
            byte[] time = new byte[8];
            time[1] = (byte)ToBcd(second);
            time[2] = (byte)ToBcd(minute);
            time[3] = (byte)ToBcd(hour);
            time[4] = (byte)(Weekday(year, month, day) + 1);
            time[5] = (byte)ToBcd(day);
            time[6] = (byte)(ToBcd(month) | (year >= 2100 ? 0x80 : 0));
            time[7] = (byte)ToBcd(year % 100);
            _device.Write(time);
            Write(Status, Read(Status) & 0x7F);
            _wasStopped = false;
        }

        public void ReadTime()
        {
            _device.WriteRead(new byte[] { 0 }, _registers);
            _second = FromBcd(_registers[0] & 0x7F);
            _minute = FromBcd(_registers[1] & 0x7F);
            _hour = Hour(_registers[2]);
            _weekday = (_registers[3] & 7) - 1;
            _day = FromBcd(_registers[4] & 0x3F);
            _month = FromBcd(_registers[5] & 0x1F);
            _year = ((_registers[5] & 0x80) != 0 ? 2100 : 2000) + FromBcd(_registers[6]);
            _wasStopped = (_registers[Status] & 0x80) != 0;
        }

        /// <summary>Alarm 2, which knows no seconds.</summary>
        public void SetAlarm(int kind, int day, int hour, int minute)
        {
            _lastAlarm = kind;
            switch (kind)
            {
                case EveryMinute:
                    Put(0x88, 0x80, 0x80, 0x80);
                    break;
                case EveryHour:
                    Put(8, ToBcd(minute), 0x80, 0x80);
                    break;
                case EveryDay:
                    Put(8, ToBcd(minute), ToBcd(hour), 0x80);
                    break;
                case EveryWeek:
                    Put(8, ToBcd(minute), ToBcd(hour), ToBcd(day));
                    break;
                case EveryMonth:
                    Put(8, ToBcd(minute), ToBcd(hour), ToBcd(day));
                    break;
            }

            Write(Control, Read(Control) | 6);
        }

        /// <summary>Alarm 1, to the second of a day.</summary>
        public void SetDailyAlarm(int hour, int minute, int second)
        {
            _device.Write(new byte[] { 7, (byte)ToBcd(second), (byte)ToBcd(minute), (byte)ToBcd(hour), 0x80 });
            Write(Control, Read(Control) | 5);
        }

        public bool Rang(int alarm)
        {
            int status = Read(Status);
            if ((status & alarm) == 0)
            {
                return false;
            }

            Write(Status, status & ~alarm);
            _rings++;
            return true;
        }

        public void SetSquareWave(int rate)
        {
            int control = Read(Control) & ~0x1C;
            Write(Control, rate < 0 ? control | 4 : control | (rate << 3));
        }

        public void SetAging(int offset)
        {
            Write(Aging, offset);
            Write(Control, Read(Control) | 0x20);
        }

        /// <summary>In quarters of a degree.</summary>
        public int QuarterCelsius()
        {
            byte[] data = new byte[2];
            _device.WriteRead(new byte[] { Temperature }, data);
            return ((sbyte)data[0] << 2) | (data[1] >> 6);
        }

        /// <summary>Seconds since the beginning of 2000.</summary>
        public long Seconds()
        {
            long days = 0;
            for (int year = 2000; year < _year; year++)
            {
                days += IsLeap(year) ? 366 : 365;
            }

            for (int month = 1; month < _month && month <= 12; month++)
            {
                days += DaysOf(_year, month);
            }

            return ((days + _day - 1) * 24 + _hour) * 3600 + _minute * 60 + _second;
        }

        /// <summary>Everything once; what came of it.</summary>
        public string Round(int n)
        {
            ReadTime();
            SetAlarm(n % 6, n % 7 + 1, n % 24, n % 60);
            byte[] alarm = new byte[3];
            _device.WriteRead(new byte[] { 11 }, alarm);
            SetTime(2024 + n % 3, n % 12 + 1, n % 28 + 1, n % 24, n % 60, n % 60);
            return alarm[0] + " " + alarm[1] + " " + alarm[2] + " " + _lastAlarm + " " + QuarterCelsius() + " " + Seconds() + " " + Rang(2) + " " + _weekday;
        }

        private static bool IsLeap(int year)
        {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        }

        private static int DaysOf(int year, int month)
        {
            return month == 2 && IsLeap(year) ? 29 : DaysOfMonth[month - 1];
        }

        private static int Weekday(int year, int month, int day)
        {
            int shifted = month < 3 ? month + 12 : month;
            int of = month < 3 ? year - 1 : year;
            return (day + (13 * (shifted + 1) / 5) + of + of / 4 - of / 100 + of / 400 + 5) % 7;
        }

        private static int ToBcd(int value)
        {
            return (value / 10 << 4) | (value % 10);
        }

        private static int FromBcd(int value)
        {
            return (value >> 4) * 10 + (value & 15);
        }

        private static int Hour(int value)
        {
            if ((value & 0x40) == 0)
            {
                return FromBcd(value & 0x3F);
            }

            int hour = FromBcd(value & 0x1F) % 12;
            return (value & 0x20) != 0 ? hour + 12 : hour;
        }

        private void Put(int seconds, int minute, int hour, int day)
        {
            _device.Write(new byte[] { 11, (byte)minute, (byte)hour, (byte)day });
            if (seconds == 0x88)
            {
                Write(7, 0x80);
            }
        }

        private int Read(int register)
        {
            byte[] value = new byte[1];
            _device.WriteRead(new byte[] { (byte)register }, value);
            return value[0];
        }

        private void Write(int register, int value)
        {
            _device.Write(new byte[] { (byte)register, (byte)value });
        }
    }
}
