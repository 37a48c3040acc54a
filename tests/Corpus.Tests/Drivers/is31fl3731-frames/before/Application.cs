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
                .Define("driver", typeof(Is31fl3731), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Is31fl3731.DefaultI2cAddress)));
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
            Is31fl3731 matrix = (Is31fl3731)_driver.Target;
            switch (n % 14)
            {
                case 0:
                    matrix.Fill(n % 3);
                    break;
                case 4:
                    matrix.SetPlaying(1 + (n % 8), n % 8, 9 + n % 40);
                    matrix.SetMode(DisplayMode.AutoPlay, n % 8);
                    matrix.SetBreathing(n % 28 == 4, FadeTime.Ms104, FadeTime.Ms208, n % 8);
                    break;
                case 8:
                    matrix.Frame = n / 14 % 3;
                    matrix.SetBlinking(n % 9, n % 2 == 0, (byte)n);
                    matrix.SetBlinkPeriod(n % 5);
                    break;
                case 11:
                    matrix.SetMode(DisplayMode.Picture, matrix.Frame);
                    break;
            }

            matrix.DrawNumber(n / 4, 1, 31);
            matrix.DrawLine(0, n % 9, 15, 8 - (n % 9), n % 32);
            int lit = 0;
            for (int x = 0; x < Is31fl3731.Width; x++)
            {
                lit = (lit * 31) + matrix.GetBrightness(x, n % 9);
            }

            return matrix + " " + lit + " " + matrix.Sent + " " + matrix.Errors;
        }
    }
}
