namespace nanoFramework.Runtime.Native
{
    /// <summary>
    /// A time limit for the calling thread; -1 lifts it. On hardware the thread then gets a ConstraintException wherever it is.
    /// .NET cannot throw into a running thread: here the limit is accepted and never enforced.
    /// </summary>
    public static class ExecutionConstraint
    {
        public static void Install(int timeoutMilliseconds, int priority)
        {
        }
    }
}
