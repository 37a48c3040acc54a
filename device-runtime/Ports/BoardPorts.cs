namespace NanoLive.Ports
{
    /// <summary>Everything that the runtime asks of the outside. All are required but <see cref="ImageCheck"/>, <see cref="Lines"/>, <see cref="Health"/>, <see cref="Limit"/> and <see cref="Unpacking"/>.</summary>
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

        /// <summary>May be null: then a tick that never ends ends when somebody cuts the power.</summary>
        public IExecutionLimit Limit;

        public ISignatures Signatures;

        /// <summary>May be null: then an assembly with a sound header is believed to be what was signed.</summary>
        public IImageCheck ImageCheck;

        /// <summary>May be null: then plain payloads only.</summary>
        public IUnpacking Unpacking;

        /// <summary>One for each kind of giver of events (pins, class libraries); may be empty.</summary>
        public ILineSource[] Lines;
    }
}
