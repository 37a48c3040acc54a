namespace NanoLive
{
    /// <summary>
    /// Where the simulator is plugged into the threads of one board and boot. It sets both before any application code runs; while they are
    /// null, threads are .NET's.
    /// </summary>
    public static class BoardThreads
    {
        /// <summary>
        /// Lets a number of microseconds pass, on the board's time where the caller is its event loop. Throws when the boot is over: that is how
        /// a thread that it left behind comes to its end.
        /// </summary>
        public static System.Action<long>? Wait;

        /// <summary>Told of an exception that ended a thread.</summary>
        public static System.Action<System.Exception>? Threw;
    }
}
