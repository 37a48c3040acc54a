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
                .Define("driver", typeof(Vl6180x), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Vl6180x.DefaultI2cAddress)));
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
            ((Vl6180x)driver.Target).PresenceChanged += Changed;
        }

        protected override string Step(int n, long nowMs)
        {
            Vl6180x ranger = (Vl6180x)_driver.Target;
            _said = "";
            if (n % 12 == 3)
            {
                ranger.NearMillimetres = 60 + n;
                ranger.SetOffset((sbyte)(4 - (n % 9)));
            }

            if (n % 12 == 8)
            {
                ranger.SetLight((LightGain)(n % 8), 50 + n);
            }

            if (n % 4 == 1)
            {
                ranger.BeginLight();
            }

            bool isRange = ranger.Measure(nowMs);
            bool isLight = ranger.TryTakeLight();
            return isRange + " " + isLight + " " + ranger + " " + ranger.Speed + " mm/s " + ranger.IsPresent + " " + ranger.Failures + " " + ranger.Timeouts + " " + ranger.TransferErrors + _said;
        }

        private void Changed(object sender, PresenceEventArgs e)
        {
            _said = (e.IsPresent ? " came to " : " went to ") + e.Millimetres;
        }
    }
}
