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
                .Define("driver", typeof(Sgp30), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Sgp30.DefaultI2cAddress)));
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
            ((Sgp30)driver.Target).QualityChanged += Judged;
        }

        protected override string Step(int n, long nowMs)
        {
            Sgp30 sensor = (Sgp30)_driver.Target;
            _said = "";
            if (n % 11 == 10)
            {
                Sgp30Baseline baseline = sensor.GetBaseline();
                sensor.SetBaseline(new Sgp30Baseline((ushort)(baseline.Co2 + 16), (ushort)(baseline.Tvoc + 700)));
                _said = " learned " + baseline.Co2 + " " + baseline.Tvoc;
            }

            if (n % 9 == 4)
            {
                sensor.SetHumidity(Sgp30.AbsoluteHumidity(1500 + (n * 20), 5000 + (n * 10)));
            }

            bool isWarm = sensor.Refresh();
            int[] raw = sensor.RawSignals();
            return isWarm + " " + sensor + " " + raw[0] + " " + raw[1] + " " + sensor.SerialNumber() + " " + sensor.SelfTest() + " " + sensor.HighestCo2 + " " + sensor.WarmUps
                + " " + sensor.BadSums + " " + sensor.TransferErrors + _said;
        }

        private void Judged(object sender, AirQuality quality)
        {
            _said += " judged " + (int)quality;
        }
    }
}
