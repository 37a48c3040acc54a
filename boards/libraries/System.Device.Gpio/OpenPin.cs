namespace System.Device.Gpio
{
    /// <summary>A pin that a controller opened, and who wants its edges by number.</summary>
    internal sealed class OpenPin
    {
        public int PinNumber;
        public GpioPin Pin;
        public PinEventTypes Events;
        public PinChangeEventHandler Callback;
    }
}
