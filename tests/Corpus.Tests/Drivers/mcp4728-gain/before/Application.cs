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
                .Define("driver", typeof(Mcp4728), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Mcp4728.DefaultI2cAddress)));
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
            Mcp4728 outputs = (Mcp4728)_driver.Target;
            int channel = n % Mcp4728.Channels;
            if (n % 6 == 1)
            {
                outputs.SetGain(channel, (OutputGain)(n / 6 % 2));
                outputs.SetReference((channel + 1) % 4, (VoltageReference)(1 - (n / 12 % 2)));
            }

            if (n % 8 == 3)
            {
                outputs.Ramp(channel, n * 61 % 4096, 5);
            }

            if (n % 10 == 5)
            {
                outputs.SetValues(n * 100 % 4096, n * 77 % 4096, n * 53 % 4096, 2048);
            }

            if (n % 13 == 8)
            {
                outputs.SetPowerDown(channel, (PowerDown)(n % 4));
            }

            bool isStored = n % 5 == 0 && outputs.Store(channel);
            outputs.SetMillivolts((channel + 2) % 4, n * 20 % 2000);
            return outputs.Advance() + " " + outputs.Verify() + " " + isStored + " " + outputs.Stored(channel) + " " + outputs.Writes + " " + outputs.Stores + " " + outputs.Busy
                + " " + outputs.Mismatches + " " + outputs.Errors + " " + outputs;
        }
    }
}
