using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;
using NanoLive.Update;
using WeatherStation.Drivers;

namespace WeatherStation
{
    /// <summary>
    /// A weather station: a BME280, a cup anemometer, a heater against dew in the instrument box, and telemetry. Every object in the table
    /// can be replaced while the station runs.
    /// </summary>
    public sealed class Station : IApplication
    {
        /// <summary>Milliseconds between two samples.</summary>
        public const int SamplePeriodMs = 100;

        /// <summary>Milliseconds between two steps of the heater's control law.</summary>
        public const int ControlPeriodMs = 200;

        /// <summary>Milliseconds between two telemetry messages.</summary>
        public const int TelemetryPeriodMs = 200;

        /// <inheritdoc/>
        public void Build(LiveBoard board)
        {
            Wiring.Prepare();
            GpioController pins = new GpioController();
            ObjectTable table = board.Table;

            Entry bme280 = table
                .Define("bme280", typeof(Bme280), typeof(I2cDevice))
                .Create("bme280", I2cDevice.Create(new I2cConnectionSettings(Wiring.I2cBus, Bme280.DefaultI2cAddress)));
            Entry anemometer = table
                .Define("anemometer", typeof(Anemometer), typeof(GpioPin))
                .Create("anemometer", pins.OpenPin(Wiring.AnemometerPin));
            Entry heater = table
                .Define("heater", typeof(HeaterRelay), typeof(GpioPin), typeof(int), typeof(int), typeof(int))
                .Create("heater", pins.OpenPin(Wiring.HeaterPin), Climate.OnBelowCentiC, Climate.OffAboveCentiC, Climate.HoldSeconds);

            SampleLog log = new SampleLog();
            Entry sampler = table
                .Define("sampler", typeof(Sampler), typeof(Entry), typeof(Entry), typeof(SampleLog))
                .Create("sampler", bme280, anemometer, log);
            Entry climate = table
                .Define("climate", typeof(Climate), typeof(Entry), typeof(SampleLog))
                .Create("climate", heater, log);
            Entry telemetry = table
                .Define("telemetry", typeof(Telemetry), typeof(LiveBoard), typeof(Entry), typeof(SampleLog))
                .Create("telemetry", board, heater, log);

            board.Loop.Add(sampler, SamplePeriodMs);
            board.Loop.Add(climate, ControlPeriodMs);
            board.Loop.Add(telemetry, TelemetryPeriodMs);
        }
    }
}
