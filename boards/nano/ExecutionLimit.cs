using System.Threading;
using NanoLive.Ports;
using nanoFramework.Runtime.Native;

namespace NanoLive.Board
{
    // The CLR throws when the time is over; code that catches it gets half a second, then its frames are taken away. It takes whole frames, and a
    // call of an instance method can share its caller's frame (PushInline in the CLR's sources): without a static method in between, a loop that
    // catches everything would lose its constraint and run for ever (tried).

    /// <summary>The firmware's execution constraint as the runtime's port. It breaks off loops and sleeps.</summary>
    public sealed class ExecutionLimit : IExecutionLimit
    {
        private const int Lifted = -1;

        /// <inheritdoc/>
        public void Run(ThreadStart work, int limitMs)
        {
            Constrain(work, limitMs);
        }

        private static void Constrain(ThreadStart work, int limitMs)
        {
            ExecutionConstraint.Install(limitMs, (int)ThreadPriority.Normal);
            try
            {
                Enter(work);
            }
            finally
            {
                ExecutionConstraint.Install(Lifted, (int)ThreadPriority.Normal);
            }
        }

        private static void Enter(ThreadStart work)
        {
            work();
        }
    }
}
