using System.Device.I2c;
using Corpus;
using Drivers;
using NanoLive.Objects;
using NanoLive.Update;

namespace Weather
{
    public sealed class Application : IApplication
    {
        public void Build(LiveBoard board)
        {
            Entry driver = board.Table
                .Define("driver", typeof(Pcf8523), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Pcf8523.DefaultI2cAddress)));
            Entry use = board.Table
                .Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry))
                .Create("use", board, driver);
            Script.Start(board, driver, use);
        }
    }

    public class Use : Script
    {
        private readonly Entry _driver;
        private string _said = "";

        public Use(LiveBoard board, Entry driver) : base(board)
        {
            _driver = driver;
            ((Pcf8523)driver.Target).Alarm += Rang;
        }

        protected override string Step(int n, long nowMs)
        {
            Pcf8523 clock = (Pcf8523)_driver.Target;
            _said = "";
            if (n % 30 == 2)
            {
                Set(clock, n);
            }

            if (n % 12 == 5)
            {
                clock.Output = (ClockOutput)(n % 8);
                clock.Offset = 20 - n;
                clock.SetBattery((BatteryMode)(n % 3), n % 2 == 0);
            }

            clock.Poll();
            Wait(clock, n);
            bool hasTime = clock.TryGetTime(out ClockTime now);
            return hasTime + " " + now + " " + now.SecondOfDay + " " + clock.IsBatteryLow + " " + clock.Alarms + " " + clock.Stops + " " + clock.Invalid + " " + clock.Errors + " " + clock + _said;
        }

        private void Set(Pcf8523 clock, int n)
        {
            ClockTime time = default;
            time.Year = 2024 + (n % 3);
            time.Month = 2;
            time.Day = 28;
            time.Weekday = n % 7;
            time.Hour = n % 24;
            time.Minute = 59;
            time.Second = 57;
            clock.SetTime(time);
            clock.SetAlarm(0, -1, -1, -1);
        }

        private void Wait(Pcf8523 clock, int n)
        {
            if (n % 20 == 6)
            {
                clock.StartCountdown(1 + (n % 2), CountdownUnit.Seconds);
            }

            if (clock.TakeCountdown())
            {
                _said += " counted";
            }

            _said += " left " + clock.CountdownLeft;
        }

        private void Rang(object sender, ClockTime at)
        {
            _said = " rang at " + at;
        }
    }
}
