using NanoLive.Objects;
using WeatherStation.Drivers;

namespace WeatherStation
{
    /// <summary>Keeps dew off the instruments: heats the box by hysteresis.</summary>
    public class Climate : ITickable
    {
        internal const int OnBelowCentiC = 1800;
        internal const int OffAboveCentiC = 1900;
        internal const int HoldSeconds = 2;

        private readonly Entry _heater;
        private readonly SampleLog _log;

        public Climate(Entry heater, SampleLog log)
        {
            _heater = heater;
            _log = log;
        }

        /// <inheritdoc/>
        public void Tick(long nowMs)
        {
            Sample sample = _log.Newest;
            if (sample != null && sample.IsFresh)
            {
                ((HeaterRelay)_heater.Target).Control(sample.TemperatureCentiC, nowMs);
            }
        }
    }
}
