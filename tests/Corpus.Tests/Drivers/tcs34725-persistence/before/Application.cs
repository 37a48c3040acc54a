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
                .Define("driver", typeof(Tcs34725), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Tcs34725.DefaultI2cAddress)));
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
            Tcs34725 sensor = (Tcs34725)_driver.Target;
            if (n % 12 == 1)
            {
                Watch(sensor, n % 24 == 1);
            }

            if (n % 20 == 7)
            {
                sensor.SetIntegrationTime(24 + (n % 7 * 40));
                sensor.SetWait(n % 40 == 7 ? 48 : 0);
            }

            Colour colour = sensor.Measure();
            string said = colour == null
                ? "none"
                : colour.Clear + " " + colour.ToRgb() + " " + sensor.ColourTemperature(colour) + " " + sensor.Illuminance(colour);
            return said + " " + sensor.TakeInterrupt() + " " + (int)sensor.Gain + " " + sensor.Saturated + " " + sensor.Interrupts + " " + sensor.TransferErrors + " " + sensor;
        }

        private void Watch(Tcs34725 sensor, bool isCalm)
        {
            sensor.EnableInterrupt(1000, 8000, isCalm ? Persistence.Of10 : Persistence.Of5);
        }
    }
}
