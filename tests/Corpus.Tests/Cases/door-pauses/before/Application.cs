using System;
using System.Device.Gpio;
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
                .Define("driver", typeof(Door), typeof(GpioPin))
                .Create("driver", new GpioController().OpenPin(20));
            Entry use = board.Table
                .Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry))
                .Create("use", board, driver);
            Script.Start(board, driver, use);
        }
    }

    public class Use : Script
    {
        private const int PeriodTicks = 10;
        private const int StopAt = 4;
        private const int StartAt = 8;

        private readonly Entry _driver;

        public Use(LiveBoard board, Entry driver) : base(board)
        {
            _driver = driver;
        }

        protected override string Step(int n, long nowMs)
        {
            Door driver = (Door)_driver.Target;
            if (n % PeriodTicks == StopAt)
            {
                driver.Stop();
            }
            else if (n % PeriodTicks == StartAt)
            {
                driver.Start();
            }

            return driver.Opened.ToString();
        }
    }
}
