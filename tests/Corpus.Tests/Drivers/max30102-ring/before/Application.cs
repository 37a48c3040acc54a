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
                .Define("driver", typeof(Max30102), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Max30102.DefaultI2cAddress)));
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
            ((Max30102)driver.Target).Beat += Felt;
        }

        protected override string Step(int n, long nowMs)
        {
            Max30102 sensor = (Max30102)_driver.Target;
            _said = "";
            switch (n % 20)
            {
                case 5:
                    sensor.FollowSkin();
                    break;
                case 11:
                    sensor.SetQueue((SampleAverage)(n % 6), n % 40 == 11);
                    sensor.SetRate((SampleRate)(n % 6), (PulseWidth)(n % 4));
                    break;
                case 14:
                    sensor.SetCurrents(20 + (n % 30), 40 + (n % 20));
                    break;
                case 17:
                    sensor.MeasureTemperature();
                    break;
            }

            int samples = n % 5 == 1 ? 0 : sensor.Refresh(nowMs);
            return samples + " " + sensor + " " + sensor.HasFinger + " " + sensor.TemperatureCenti + " " + sensor.BeatCount + " " + sensor.Lost + " " + sensor.Errors + _said;
        }

        private void Felt(object sender, int milliseconds)
        {
            _said += " beat after " + milliseconds;
        }
    }
}
