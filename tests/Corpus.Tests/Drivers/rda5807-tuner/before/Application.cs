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
                .Define("driver", typeof(Rda5807), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, 0x11)));
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
            Rda5807 driver = (Rda5807)_driver.Target;
            if (n % 5 == 0)
            {
                driver.SeekNext(n % 10 == 0);
                driver.Volume = n % 20;
            }

            string text = driver.Update() ? driver.Name : "off";
            if (n % 3 == 2)
            {
                driver.Keep();
            }

            Station best = driver.At(0);
            return text + "|" + driver.Text + "|" + driver.Khz + " " + driver.Signal + " " + (int)driver.Kind + " " + driver.Clock() + " " + driver.Groups + " " + driver.DamagedGroups
                + " " + driver.Alternative(0) + " " + (best == null ? 0 : best.Khz) + " " + driver.StationCount;
        }
    }
}
