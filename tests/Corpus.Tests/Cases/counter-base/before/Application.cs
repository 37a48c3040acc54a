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
                .Define("driver", typeof(Counter))
                .Create("driver");
            Entry use = board.Table
                .Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry))
                .Create("use", board, driver);
            Script.Start(board, driver, use);
        }
    }

    public class Use : Script
    {
        private readonly Entry _driver;
        private readonly Display _display;

        public Use(LiveBoard board, Entry driver) : base(board)
        {
            _driver = driver;
            _display = new Display((Counter)driver.Target);
        }

        protected override string Step(int n, long nowMs)
        {
            Counter driver = (Counter)_driver.Target;
            driver.Pulse(n % 3);
            return _display.Show() + " " + driver.Count().ToString();
        }
    }
}
