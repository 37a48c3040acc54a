using System.Text;
using NanoLive.Objects;
using NanoLive.Update;
using WeatherStation.Drivers;

namespace WeatherStation
{
    /// <summary>Sends every sample, in order, each once it can be handed over.</summary>
    public class Telemetry : ITickable
    {
        // A broker that comes back after an outage is not to hold the loop for long.
        private const int MessagesPerTick = 4;

        private readonly LiveBoard _board;
        private readonly Entry _heater;
        private readonly SampleLog _log;
        private readonly string _topic;

        public Telemetry(LiveBoard board, Entry heater, SampleLog log)
        {
            _board = board;
            _heater = heater;
            _log = log;
            _topic = board.Settings.DeviceTopic("telemetry");
        }

        /// <inheritdoc/>
        public void Tick(long nowMs)
        {
            for (int i = 0; i < MessagesPerTick; i++)
            {
                Sample sample = _log.Oldest();
                if (sample == null || !_board.Transport.Publish(_topic, Encoding.UTF8.GetBytes(ToJson(sample)), false))
                {
                    return;
                }

                _log.Sent();
            }
        }

        private string ToJson(Sample sample)
        {
            HeaterRelay heater = (HeaterRelay)_heater.Target;
            return "{\"n\":" + sample.Number.ToString()
                + ",\"atMs\":" + sample.AtMs.ToString()
                + ",\"fresh\":" + (sample.IsFresh ? "true" : "false")
                + ",\"temperatureCentiC\":" + sample.TemperatureCentiC.ToString()
                + ",\"pressurePa\":" + sample.PressurePa.ToString()
                + ",\"humidityCentiPercent\":" + sample.HumidityCentiPercent.ToString()
                + ",\"windMmPerS\":" + sample.WindMmPerS.ToString()
                + ",\"windEdges\":" + sample.WindEdges.ToString()
                + ",\"heater\":" + (heater.IsOn ? "true" : "false")
                + ",\"holdMs\":" + heater.HoldMs.ToString()
                + ",\"lost\":" + _log.Lost.ToString()
                + "}";
        }
    }
}
