using System.Threading;
using NanoLive.Ports;

namespace NanoLive.Update
{
    /// <summary>How long foreign code may run: drivers, the application, what a patch brings. On a board without such a limit it may run for ever.</summary>
    internal sealed class Limit
    {
        private readonly IExecutionLimit _port;
        private readonly int _stuckMs;

        internal Limit(IExecutionLimit port, int stuckMs)
        {
            _port = port;
            _stuckMs = stuckMs;
        }

        /// <summary>Runs it; what it throws passes, and so does the exception of the limit.</summary>
        internal void Run(ThreadStart work, int times)
        {
            if (_port == null)
            {
                work();
            }
            else
            {
                _port.Run(work, _stuckMs * times);
            }
        }
    }
}
