namespace NanoLive.Ports
{
    /// <summary>Time as the board knows it.</summary>
    public interface IClock
    {
        /// <summary>Milliseconds since some moment before boot; never goes back.</summary>
        long NowMs { get; }

        /// <summary>Microseconds on the same scale, as fine as the board can tell; stamps interrupts.</summary>
        long NowUs { get; }

        /// <summary>Seconds since 1970-01-01 UTC, or 0 while the board has not been told the time.</summary>
        long UtcSeconds { get; }

        /// <summary>Returns at <paramref name="dueMs"/> or earlier, when something arrived that the loop should look at.</summary>
        void WaitUntil(long dueMs);
    }
}
