using NanoLive.Objects;
using WeatherStation.Drivers;

namespace WeatherStation
{
    /// <summary>Reads the sensors, once a tick.</summary>
    public class Sampler : ITickable
    {
        private readonly SampleLog _log;
        private Bme280 _bme280;
        private Anemometer _anemometer;

        public Sampler(Entry bme280, Entry anemometer, SampleLog log)
        {
            _log = log;
            _bme280 = (Bme280)bme280.Target;
            _anemometer = (Anemometer)anemometer.Target;

            // From now on the runtime keeps the two fields on whatever object the entries have.
            bme280.Bind(this, nameof(_bme280));
            anemometer.Bind(this, nameof(_anemometer));
        }

        /// <inheritdoc/>
        public void Tick(long nowMs)
        {
            bool isFresh = _bme280.Refresh();
            Sample sample = _log.Next();
            sample.AtMs = nowMs;
            sample.IsFresh = isFresh;
            sample.TemperatureCentiC = _bme280.TemperatureCentiC();
            sample.PressurePa = _bme280.PressurePa();
            sample.HumidityCentiPercent = _bme280.HumidityCentiPercent();
            sample.WindMmPerS = _anemometer.SpeedMmPerS(nowMs);
            sample.WindEdges = _anemometer.EdgeCount;
        }
    }
}
