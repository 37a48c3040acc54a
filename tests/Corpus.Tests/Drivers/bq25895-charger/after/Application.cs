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
                .Define("driver", typeof(Bq25895), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, 0x6A)));
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
            Bq25895 driver = (Bq25895)_driver.Target;
            if (n % 9 == 4)
            {
                driver.InputLimitMilliamperes = 500 + (n * 10);
                driver.IsBoosting = n % 18 == 4;
            }

            string text = driver.Update(1000) ? driver.Phase == ChargePhase.Idle ? "idle" : "charging" : "off";
            return text + " " + (int)driver.Supply + " " + (int)driver.Faults + " " + driver.Sample.BatteryMillivolts + " " + driver.Sample.ChargeMilliamperes + " " + driver.FastCurrentMilliamperes
                + " " + driver.ChargePerMille + " " + driver.MinutesToFull() + " " + driver.CellDeciCelsius() + " " + driver.Cycles + " " + (n % 7 == 6 ? (int)driver.TakeFaults() : -1);
        }
    }
}
