namespace NanoLive.Hardware
{
    /// <summary>Simulated time since power-on. It only moves between two steps of the board, or while the board waits.</summary>
    public interface IBoardClock
    {
        long NowUs { get; }

        /// <summary>Seconds since 1970-01-01, or 0 while the board has not been told the time.</summary>
        long UtcSeconds { get; }

        /// <summary>Lets simulated time pass inside a step, as a blocking wait in a driver does.</summary>
        void Wait(long durationUs);
    }
}
