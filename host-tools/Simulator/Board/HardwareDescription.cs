namespace NanoLive.Simulator;

/// <summary>The hardware of a kind of board; <c>boards/simulated/board.json</c> holds the default.</summary>
public sealed record HardwareDescription
{
    /// <summary>The kind of board.</summary>
    public string Name { get; init; } = "simulated";

    /// <summary>Number of pins.</summary>
    public int Pins { get; init; } = 40;

    /// <summary>Bus clock in Hz.</summary>
    public int I2cClockHz { get; init; } = 400_000;

    /// <summary>Managed heap that is free when the application runs.</summary>
    public long HeapBytes { get; init; } = 90 * 1024;

    /// <summary>How many assemblies the loader holds, the board's own libraries included.</summary>
    public int Assemblies { get; init; } = 64;

    /// <summary>From reset to the first line of the application.</summary>
    public int BootMs { get; init; } = 1000;

    /// <summary>What one pass of the loop takes at least, in virtual time.</summary>
    public int StepUs { get; init; } = 50;

    /// <summary>Shape of the flash.</summary>
    public FlashGeometry Flash { get; init; } = FlashGeometry.Default;

    /// <summary>How long the flash holds the board.</summary>
    public FlashTiming FlashTiming { get; init; } = FlashTiming.Immediate;

    /// <summary>Where the BME280 is; null: there is none.</summary>
    public I2cPlace? Bme280 { get; init; }

    /// <summary>The anemometer's contact; null: there is none.</summary>
    public int? AnemometerPin { get; init; }

    /// <summary>Whether that contact bounces.</summary>
    public bool ContactBounces { get; init; }

    /// <summary>The heater's relay; null: there is none.</summary>
    public int? HeaterPin { get; init; }

    /// <summary>The ultrasonic ranger; null: there is none.</summary>
    public RangerPlace? Ranger { get; init; }

    /// <summary>A place on an I2C bus; 7-bit address.</summary>
    public sealed record I2cPlace(int Bus, int Address);

    /// <summary>The pins of a ranger, and how far away it sees something.</summary>
    public sealed record RangerPlace(int TriggerPin, int EchoPin, double DistanceCm = 100);
}
