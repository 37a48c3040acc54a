namespace NanoLive.Simulator;

/// <summary>Direction and pull of a pin, with the numbers of nanoFramework's System.Device.Gpio.PinMode.</summary>
public enum PinDirection
{
    Input = 0,
    InputPullDown = 1,
    InputPullUp = 2,
    Output = 3,
    OutputOpenDrain = 4,
    OutputOpenDrainPullUp = 5,
    OutputOpenSource = 6,
    OutputOpenSourcePullDown = 7,
}
