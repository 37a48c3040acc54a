namespace System.Device.Gpio
{
    /// <summary>Receives the edges of a pin by number.</summary>
    public delegate void PinChangeEventHandler(object sender, PinValueChangedEventArgs pinValueChangedEventArgs);
}
