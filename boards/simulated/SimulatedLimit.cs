using System.Threading;
using NanoLive.Hardware;
using NanoLive.Ports;
using nanoFramework.Runtime.Native;

namespace NanoLive.Guest
{
    /// <summary>The simulated processor's limit as the runtime's port; what comes out is the exception that a real board throws.</summary>
    public sealed class SimulatedLimit : IExecutionLimit
    {
        private readonly IProcessor _processor;

        public SimulatedLimit(IProcessor processor)
        {
            _processor = processor;
        }

        /// <inheritdoc/>
        public void Run(ThreadStart work, int limitMs)
        {
            if (!_processor.TryRun(work, limitMs))
            {
                throw new ConstraintException();
            }
        }
    }
}
