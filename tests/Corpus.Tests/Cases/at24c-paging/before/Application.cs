using System;
using System.Device.Gpio;
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
                .Define("driver", typeof(At24c), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, 0x50)));
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
            At24c driver = (At24c)_driver.Target;
            driver.Write(n * 10 % 200, new byte[] { (byte)n, 2, 3, 4, 5, 6, 7, 8 });
            byte[] back = driver.Read(n * 10 % 200, 8);
            string text = driver.Written.ToString();
            for (int i = 0; i < back.Length; i++)
            {
                text += " " + back[i].ToString();
            }

            return text;
        }
    }
}
