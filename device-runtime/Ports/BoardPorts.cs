namespace NanoLive.Ports
{
    /// <summary>Everything that the runtime asks of the outside. All but <see cref="Interrupts"/> and <see cref="Health"/> are required.</summary>
    public sealed class BoardPorts
    {
        public IFlash Flash;
        public IClock Clock;
        public ITransport Transport;
        public IAssemblyLoader Loader;
        public IPower Power;
        public ITrace Trace;

        /// <summary>May be null: then a board is healthy when its loop runs and its broker is reachable.</summary>
        public IHealth Health;

        /// <summary>One for each kind of handle that raises events (pins); may be empty.</summary>
        public IInterruptSource[] Interrupts;
    }
}
