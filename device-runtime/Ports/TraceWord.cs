namespace NanoLive.Ports
{
    /// <summary>The words of the diary. Figures in brackets are (first, second).</summary>
    public static class TraceWord
    {
        /// <summary>Boot begins (boots without health so far, 0).</summary>
        public const string Boot = "boot";

        /// <summary>A patch passed into a phase; subject is the phase's name (status, duration in ms).</summary>
        public const string Phase = "phase";

        /// <summary>The loop was held for a swap (microseconds held, objects swapped).</summary>
        public const string Commit = "commit";

        /// <summary>The table went back (status, objects).</summary>
        public const string Rollback = "rollback";

        /// <summary>A task ran (lateness in microseconds, the time that it was told in ms); subject is its name. Written only while <see cref="ITrace"/> is listening for ticks.</summary>
        public const string Tick = "tick";

        /// <summary>A due time passed without its tick (due times missed, 0); subject is the task's name.</summary>
        public const string Missed = "missed";

        /// <summary>A task threw; subject is "task: message".</summary>
        public const string Threw = "threw";

        /// <summary>An interrupt was delivered (age in microseconds, waiting).</summary>
        public const string Interrupt = "interrupt";

        /// <summary>Something for people; subject says it.</summary>
        public const string Note = "note";
    }
}
