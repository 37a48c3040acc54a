using System.Threading;

namespace NanoLive.Hardware
{
    /// <summary>What runs the board's code.</summary>
    public interface IProcessor
    {
        /// <summary>
        /// Runs the work on the calling thread. False when it was broken off because it had not ended after <paramref name="limitMs"/> of the
        /// host's time: simulated time stands still in a loop. What the work throws passes.
        /// </summary>
        bool TryRun(ThreadStart work, int limitMs);
    }
}
