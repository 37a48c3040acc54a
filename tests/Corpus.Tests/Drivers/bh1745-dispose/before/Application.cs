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
                .Define("driver", typeof(Bh1745), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Bh1745.DefaultI2cAddress)));
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
            Bh1745 sensor = (Bh1745)_driver.Target;
            switch (n % 15)
            {
                case 2:
                    sensor.Watch((InterruptSource)(n % 4), 200, 9000, LatchBehaviour.LatchUntilRead, n % 3);
                    break;
                case 6:
                    sensor.Gain = (AdcGain)(n % 3);
                    sensor.FollowsLight = n % 30 == 6;
                    break;
                case 9:
                    sensor.MeasurementTime = (MeasurementTime)(n % 6);
                    break;
                case 13:
                    sensor.Unwatch();
                    break;
            }

            bool isNew = sensor.Refresh();
            return isNew + " " + sensor + " " + sensor.Rgb() + " " + sensor.Hue() + " " + sensor.Normalised(sensor.Counts.Clear) + " " + sensor.TakeInterrupt() + " " + sensor.Interrupts
                + " " + sensor.Saturations + " " + sensor.Changes + " " + sensor.Errors;
        }
    }
}
