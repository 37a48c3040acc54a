using NanoLive.Hardware;

namespace System.Device.Gpio
{
    /// <summary>From the board's interrupt line to the pin object, through the debounce filter.</summary>
    internal sealed class EdgeRelay : IEdgeListener
    {
        private readonly GpioPin _pin;
        private long _quietUntilUs = long.MinValue;

        public EdgeRelay(GpioPin pin)
        {
            _pin = pin;
        }

        public void OnEdge(int pin, bool rising, long timeUs)
        {
            if (timeUs < _quietUntilUs)
            {
                return;
            }

            long debounceUs = _pin.DebounceTimeout.Ticks / 10;
            _quietUntilUs = debounceUs == 0 ? long.MinValue : timeUs + debounceUs;
            _pin.OnPinChangedInternal(rising ? PinEventTypes.Rising : PinEventTypes.Falling);
        }
    }
}
