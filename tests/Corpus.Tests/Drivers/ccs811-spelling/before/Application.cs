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
                .Define("driver", typeof(Ccs811), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Ccs811.DefaultI2cAddress)));
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
            ((Ccs811)driver.Target).BandChanged += Changed;
        }

        protected override string Step(int n, long nowMs)
        {
            Ccs811 sensor = (Ccs811)_driver.Target;
            _said = "";
            switch (n % 16)
            {
                case 3:
                    sensor.SetThresholds(900 + n, 1500 + n);
                    break;
                case 7:
                    Correct(sensor, n);
                    break;
                case 11:
                    sensor.Mode = (OperationMode)(1 + (n / 16 % 2));
                    sensor.Baseline = 0x4700 + (n << 6);
                    break;
            }

            bool isNew = sensor.Refresh();
            return isNew + " " + Describe(sensor.Last) + " " + sensor + " " + sensor.IsDataReady + " " + sensor.Baseline + " " + sensor.FirmwareVersion + " " + sensor.Missed + " " + sensor.Errors
                + " " + (int)sensor.LastError + " " + sensor.BandChanges + " " + sensor.TransferErrors + _said;
        }

        private void Correct(Ccs811 sensor, int n)
        {
            sensor.SetEnviromentData(4000 + (n * 30), 2000 + (n * 15));
        }

        private string Describe(GasReading reading)
        {
            return reading == null ? "none" : reading.EquivalentCarbonDioxyde + "/" + reading.VolatileOrganicCompunds + "/" + reading.Current + "/" + reading.Voltage + "/" + reading.Ressistance;
        }

        private void Changed(object sender, int band)
        {
            _said = " in band " + band;
        }
    }
}
