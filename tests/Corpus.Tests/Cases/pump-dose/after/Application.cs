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
                .Define("driver", typeof(DosingPump))
                .Create("driver");
            Entry use = board.Table
                .Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry))
                .Create("use", board, driver);
            GpioPin key = new GpioController().OpenPin(20);
            key.SetPinMode(PinMode.InputPullUp);
            key.ValueChanged += (sender, arguments) =>
            {
                if (arguments.ChangeType == PinEventTypes.Falling)
                {
                    ((DosingPump)driver.Target).Dose(2);
                }
            };
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
            DosingPump driver = (DosingPump)_driver.Target;
            driver.Turn();
            return driver.Given + " of " + driver.Wanted;
        }
    }
}
