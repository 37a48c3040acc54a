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
                .Define("driver", typeof(Ltc2941), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Ltc2941.DefaultI2cAddress)));
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
            ((Ltc2941)driver.Target).StatusChanged += Told;
        }

        protected override string Step(int n, long nowMs)
        {
            Ltc2941 gauge = (Ltc2941)_driver.Target;
            _said = "";
            if (n % 13 == 2)
            {
                gauge.SetPrescaler(1 << (n % 8));
                gauge.SetThresholds(20 + (n % 10), 70);
            }

            if (n % 17 == 9)
            {
                gauge.SetPercent(30 + (n % 60));
                gauge.SetAlert((AlertPin)(n % 3), (BatteryWarning)(n % 4));
            }

            bool isRead = gauge.Refresh(nowMs);
            BatteryHistory history = gauge.History;
            return isRead + " " + gauge + " " + gauge.MinutesLeft + " min " + gauge.Prescaler + " " + history.DeepDischarges + " " + history.LowestPercent + " " + history.HighestPercent
                + " " + history.DischargedPercent + " " + gauge.Overflows + " " + gauge.Errors + _said;
        }

        private void Told(object sender, GaugeStatus status)
        {
            _said = " status " + (int)status;
        }
    }
}
