using NanoLive.Hardware;
using NanoLive.Ports;

namespace NanoLive.Guest
{
    /// <summary>The diary of the simulated board as the runtime's port.</summary>
    public sealed class SimulatedTrace : ITrace
    {
        private readonly IBoardTrace _trace;

        public SimulatedTrace(IBoardTrace trace)
        {
            _trace = trace;
        }

        /// <inheritdoc/>
        public void Write(string what, string subject, long first, long second)
        {
            _trace.Write(what, subject, first, second);
        }
    }
}
