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
                .Define("driver", typeof(Tmp117), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Tmp117.DefaultI2cAddress)));
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
            Tmp117 thermometer = (Tmp117)_driver.Target;
            if (n % 15 == 3)
            {
                thermometer.HighLimit = 25000 + (n * 100);
                thermometer.LowLimit = 17000;
            }

            Adjust(thermometer, n);
            bool isNew = thermometer.Refresh();
            return isNew + " " + thermometer.MilliCelsius + " " + thermometer.MilliFahrenheit + " " + (int)thermometer.Alerts + " " + thermometer.AlertsSeen
                + " " + thermometer.Record.MeanMilli + " " + thermometer.CycleTime + " " + thermometer.SerialNumber() + " " + thermometer.Failures + " " + thermometer;
        }

        private void Adjust(Tmp117 thermometer, int n)
        {
            if (n % 10 == 7)
            {
                thermometer.Averaging = (Averaging)(n % 4);
                thermometer.CycleTime = n * 30;
            }
        }
    }
}
