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
                .Define("driver", typeof(Lsm303), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, 0x1E)));
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
            Lsm303 driver = (Lsm303)_driver.Target;
            if (n % 11 == 5)
            {
                driver.Range = (AccelerationRange)(n % 4);
                driver.DeclinationCenti = n * 13;
            }

            string text = driver.Update() ? ((int)driver.Position).ToString() : "off";
            return text + " " + driver.HeadingCenti + " " + driver.Point() + " " + driver.TurnTo(n * 500) + " " + driver.PitchCenti + " " + driver.RollCenti + " " + driver.DeciCelsius
                + " " + driver.Taps + " " + driver.Falls + " " + driver.Steps + " " + driver.Strength();
        }
    }
}
