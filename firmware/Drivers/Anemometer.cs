using System;
using System.Device.Gpio;

namespace WeatherStation.Drivers
{
    /// <summary>
    /// A cup anemometer with a reed contact: one falling edge a turn, 2.4 km/h for one edge a second (Argent Data Systems, sensor assembly
    /// 80422). Counts edges by interrupt.
    /// </summary>
    public class Anemometer : IDisposable
    {
        // 2.4 km/h are 2/3 m/s: 667 mm/s for one edge a second.
        private const int MillimetresPerEdge = 667;

        private readonly GpioPin _contact;
        private int _edgeCount;
        private int _edgeCountAtRead;
        private long _readAtMs;
        private int _speedMmPerS;

        /// <param name="contact">The pin of the contact; owned by the driver from now on.</param>
        public Anemometer(GpioPin contact)
        {
            if (contact == null)
            {
                throw new ArgumentNullException(nameof(contact));
            }

            _contact = contact;
            _contact.SetPinMode(PinMode.InputPullUp);
            _contact.ValueChanged += OnContact;
        }

        /// <summary>Falling edges since the driver was started.</summary>
        public int EdgeCount
        {
            get { return _edgeCount; }
        }

        /// <summary>Wind speed in mm/s over the time since the last call that was at least a quarter of a second ago.</summary>
        public int SpeedMmPerS(long nowMs)
        {
            long elapsedMs = nowMs - _readAtMs;
            if (elapsedMs >= 250)
            {
                int edges = _edgeCount - _edgeCountAtRead;
                _speedMmPerS = (int)(edges * MillimetresPerEdge * 1000L / elapsedMs);
                _edgeCountAtRead = _edgeCount;
                _readAtMs = nowMs;
            }

            return _speedMmPerS;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _contact.ValueChanged -= OnContact;
            _contact.Dispose();
        }

        private void OnContact(object sender, PinValueChangedEventArgs arguments)
        {
            if (arguments.ChangeType == PinEventTypes.Falling)
            {
                _edgeCount++;
            }
        }
    }
}
