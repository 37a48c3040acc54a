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
                .Define("driver", typeof(Mpr121), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Mpr121.DefaultI2cAddress)));
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
            ((Mpr121)driver.Target).ChannelsChanged += Changed;
        }

        protected override string Step(int n, long nowMs)
        {
            Mpr121 keys = (Mpr121)_driver.Target;
            _said = "";
            if (n % 13 == 4)
            {
                keys.SetThresholds((byte)(12 + (n % 20)), (byte)(4 + (n % 6)));
            }

            if (n % 17 == 11)
            {
                keys.SetElectrodes(6 + (n % 7));
            }

            int channel = n % Mpr121.Channels;
            return keys.Refresh() + " " + keys + " " + keys.Filtered(channel) + " " + keys.Baseline(channel) + " " + keys.Touches(channel) + " " + keys.IsTouched(channel)
                + " " + keys.LongTouches + " " + keys.Gestures + " " + keys.Gesture(n % 3) + " " + keys.Errors + _said;
        }

        private void Changed(int touched, int changed)
        {
            _said = " changed " + changed + " to " + touched;
        }
    }
}
