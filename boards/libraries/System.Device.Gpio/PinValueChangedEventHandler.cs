namespace System.Device.Gpio
{
    /// <summary>Receives the edges of a pin object.</summary>
    public delegate void PinValueChangedEventHandler(object sender, PinValueChangedEventArgs e);
}
