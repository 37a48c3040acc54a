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
                .Define("driver", typeof(Lis3dh), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Lis3dh.DefaultI2cAddress)));
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
            ((Lis3dh)driver.Target).Clicked += Knocked;
        }

        protected override string Step(int n, long nowMs)
        {
            Lis3dh sensor = (Lis3dh)_driver.Target;
            _said = "";
            if (n % 9 == 2)
            {
                sensor.Configure((DataRate)(1 + (n % 7)), (AccelerationRange)(n % 4), (OperatingMode)(n / 9 % 3));
                sensor.WatchClicks(400, 10);
                sensor.WatchFalls(300, 3);
            }

            if (n % 19 == 7)
            {
                sensor.SetHighPass(n % 4, true, false);
                sensor.Zero();
            }

            return sensor.Refresh() + " " + sensor + " side " + (int)sensor.Side + " " + sensor.Turns + " " + sensor.Steps + " " + sensor.Falls + " " + sensor.Clicks + " " + sensor.Missed
                + " " + sensor.Errors + _said;
        }

        private void Knocked(object sender, ClickEventArgs e)
        {
            _said = " knocked " + e.Axes + " " + e.IsNegative;
        }
    }
}
