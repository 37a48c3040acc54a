using System;
using System.Device.Gpio;

namespace WeatherStation.Drivers
{
    /// <summary>
    /// A relay that heats the instrument box: on below one temperature, off above another, and never switched twice within a holding time,
    /// which spares the contacts.
    /// </summary>
    public class HeaterRelay : IDisposable
    {
        private readonly GpioPin _relay;
        private readonly int _onBelowCentiC;
        private readonly int _offAboveCentiC;
        private readonly int _holdSeconds;
        private bool _isOn;
        private bool _hasSwitched;
        private long _switchedAtMs;

        /// <param name="relay">The pin of the relay, high is on; owned by the driver from now on.</param>
        /// <param name="onBelowCentiC">Hundredths of a degree Celsius.</param>
        /// <param name="offAboveCentiC">Hundredths of a degree Celsius, above <paramref name="onBelowCentiC"/>.</param>
        /// <param name="holdSeconds">Least time between two switchings, 0 or more.</param>
        public HeaterRelay(GpioPin relay, int onBelowCentiC, int offAboveCentiC, int holdSeconds)
        {
            if (relay == null)
            {
                throw new ArgumentNullException(nameof(relay));
            }

            if (offAboveCentiC <= onBelowCentiC || holdSeconds < 0)
            {
                throw new ArgumentException("the heater would never rest");
            }

            _relay = relay;
            _onBelowCentiC = onBelowCentiC;
            _offAboveCentiC = offAboveCentiC;
            _holdSeconds = holdSeconds;
            _relay.SetPinMode(PinMode.Output);
            _relay.Write(PinValue.Low);
        }

        /// <summary>Whether the relay is closed.</summary>
        public bool IsOn
        {
            get { return _isOn; }
        }

        /// <summary>Least time between two switchings.</summary>
        public int HoldMs
        {
            get { return _holdSeconds * 1000; }
        }

        /// <summary>One step of the control law.</summary>
        public void Control(int temperatureCentiC, long nowMs)
        {
            bool wanted = _isOn ? temperatureCentiC <= _offAboveCentiC : temperatureCentiC < _onBelowCentiC;
            if (wanted == _isOn || (_hasSwitched && nowMs - _switchedAtMs < HoldMs))
            {
                return;
            }

            _relay.Write(wanted ? PinValue.High : PinValue.Low);
            _isOn = wanted;
            _hasSwitched = true;
            _switchedAtMs = nowMs;
        }

        /// <summary>Switches the heater off and gives the pin back.</summary>
        public void Dispose()
        {
            _relay.Write(PinValue.Low);
            _relay.Dispose();
        }
    }
}
