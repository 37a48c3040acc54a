namespace NanoLive.Boards;

/// <summary>Numbers as the class library takes them.</summary>
public sealed record SampleWiring(int I2cBus, int I2cDataPin, int I2cClockPin, int AnemometerPin, int HeaterPin);
