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
                .Define("driver", typeof(LoadCell))
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
        private IScale _scale;

        public Use(LiveBoard board, Entry driver) : base(board)
        {
            _driver = driver;
            _scale = (IScale)driver.Target;
            driver.Bind(this, nameof(_scale));
        }

        protected override string Step(int n, long nowMs)
        {
            return _scale.Grams(n * 31).ToString() + " " + _scale.Ounces(n).ToString();
        }
    }
}
