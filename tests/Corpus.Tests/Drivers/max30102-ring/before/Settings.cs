namespace Drivers
{
    /// <summary>Which lights are used.</summary>
    public enum MeasuringMode
    {
        Off = 0,
        HeartRate = 2,
        SpO2 = 3,
        Multiple = 7,
    }

    /// <summary>Samples that are made one.</summary>
    public enum SampleAverage
    {
        Of1 = 0,
        Of2 = 1,
        Of4 = 2,
        Of8 = 3,
        Of16 = 4,
        Of32 = 5,
    }

    /// <summary>Samples a second.</summary>
    public enum SampleRate
    {
        Hz50 = 0,
        Hz100 = 1,
        Hz200 = 2,
        Hz400 = 3,
        Hz800 = 4,
        Hz1000 = 5,
    }

    /// <summary>How long a light is on for a sample, and how many bits come of it.</summary>
    public enum PulseWidth
    {
        Us69 = 0,
        Us118 = 1,
        Us215 = 2,
        Us411 = 3,
    }

    /// <summary>Told of each beat, with the milliseconds since the last one.</summary>
    public delegate void BeatHandler(object sender, int milliseconds);
}
