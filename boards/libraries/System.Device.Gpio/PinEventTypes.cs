namespace System.Device.Gpio
{
    /// <summary>The edges a pin can report.</summary>
    [Flags]
    public enum PinEventTypes
    {
        None = 0,
        Rising = 1,
        Falling = 2,
    }
}
