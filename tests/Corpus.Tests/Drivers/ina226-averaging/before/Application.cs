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
                .Define("driver", typeof(Ina226), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Ina226.DefaultI2cAddress)));
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
            ((Ina226)driver.Target).Alert += Told;
        }

        protected override string Step(int n, long nowMs)
        {
            Ina226 meter = (Ina226)_driver.Target;
            _said = "";
            switch (n % 14)
            {
                case 2:
                    meter.WatchCurrent(900, true);
                    break;
                case 6:
                    meter.SetConversionTimes((ConversionTime)(n % 8), ConversionTime.Us588);
                    break;
                case 9:
                    meter.WatchVoltage(12000, n % 28 == 9);
                    break;
                case 12:
                    meter.WatchNothing();
                    meter.Calibrate(1500 + (n * 7));
                    break;
            }

            bool isMeasured = meter.Refresh(nowMs);
            return isMeasured + " " + meter + ", " + meter.ShuntMicrovolts() + " uV, " + meter.HighestMilliamperes + " " + meter.MilliwattHours + " "
                + meter.MeasurementMicroseconds + " " + meter.Alerts + " " + meter.Overflows + " " + meter.TransferErrors + _said;
        }

        private void Told(object sender, AlertEventArgs e)
        {
            _said = " alert " + (int)e.Kind + ": " + e.Milliamperes + " " + e.Millivolts;
        }
    }
}
