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
                .Define("driver", typeof(Lps25h), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Lps25h.DefaultI2cAddress)));
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
            Lps25h barometer = (Lps25h)driver.Target;
            barometer.PressureCrossed += Crossed;
        }

        protected override string Step(int n, long nowMs)
        {
            Lps25h barometer = (Lps25h)_driver.Target;
            _said = "";
            if (n % 16 == 2)
            {
                barometer.SetThreshold((n % 5 + 1) * 500);
            }

            if (n % 16 == 9)
            {
                barometer.SetRate((OutputRate)(1 + n % 4));
                barometer.SeaLevelPressure = 101000 + n;
            }

            bool isMeasured = barometer.Refresh();
            return isMeasured + " " + barometer.Pressure + " " + barometer.Temperature + " " + barometer.Altitude + " " + (int)barometer.Tendency
                + " " + barometer.Lowest + " " + barometer.Highest + " " + barometer.Missed + " " + barometer.Failed + " " + barometer + _said;
        }

        private void Crossed(object sender, PressureCrossedEventArgs e)
        {
            _said = (e.IsHigh ? " above at " : " below at ") + e.Pascal;
        }
    }
}
