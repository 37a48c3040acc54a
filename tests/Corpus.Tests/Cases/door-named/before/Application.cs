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
            ((Door)driver.Target).Start();
            Entry use = board.Table
                .Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry))
                .Create("use", board, driver);
            Script.Start(board, driver, use);
        }
    }

    public class Use : Script
    {
        private readonly Entry _driver;

        public Use(LiveBoard board, Entry driver) : base(board)
        {
            _driver = driver;
        }

        protected override string Step(int n, long nowMs)
        {
            Door driver = (Door)_driver.Target;
            return driver.Opened.ToString();
        }
    }
}
