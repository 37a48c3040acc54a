namespace System.Device.Gpio
{
    /// <summary>Direction and pull of a pin. Everything from Output on is an output.</summary>
    public enum PinMode
    {
        Input,
        InputPullDown,
        InputPullUp,
        Output,
        OutputOpenDrain,
        OutputOpenDrainPullUp,
        OutputOpenSource,
        OutputOpenSourcePullDown,
    }
}
