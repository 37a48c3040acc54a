namespace Drivers
{
    /// <summary>What a countdown counts.</summary>
    public enum CountdownUnit
    {
        Of244Microseconds = 0,
        Of16Milliseconds = 1,
        Seconds = 2,
        Minutes = 3,
        Hours = 4,
    }
}
