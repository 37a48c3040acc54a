using System.Threading;

namespace NanoLive.Ports
{
    /// <summary>Ends work that would not end by itself: no watchdog does, because the firmware feeds it while C# loops.</summary>
    public interface IExecutionLimit
    {
        /// <summary>
        /// Runs the work on the calling thread. Work that is still running after <paramref name="limitMs"/> gets an exception wherever it is;
        /// that one, and any other that it throws, passes. Not reentrant.
        /// </summary>
        void Run(ThreadStart work, int limitMs);
    }
}
