using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Trust;

namespace NanoLive.Update
{
    /// <summary>The runtime of one board, from boot to reboot: what the integrator makes and the application is built on.</summary>
    public sealed class LiveBoard
    {
        private readonly BoardPorts _ports;

        /// <param name="ports">Kept.</param>
        /// <param name="settings">Kept; not changed from now on.</param>
        /// <param name="identity">Null on a board that was flashed without a release identity: it runs its application and takes no patch.</param>
        public LiveBoard(BoardPorts ports, BoardSettings settings, ReleaseIdentity identity)
        {
            _ports = ports;
            Identity = identity;
            Health = ports.Health;
            Settings = settings;
            Interrupts = new InterruptQueue(ports.Clock, settings.InterruptCapacity);
            Table = new ObjectTable(ports.Interrupts, Interrupts);
            Loop = new Loop(ports, settings, Table, Interrupts);
        }

        public BoardSettings Settings { get; }

        public ObjectTable Table { get; }

        public Loop Loop { get; }

        public InterruptQueue Interrupts { get; }

        /// <summary>What was flashed; null when the board was flashed without saying so.</summary>
        public ReleaseIdentity Identity { get; }

        /// <summary>The application's word on its health; may be null, and may be set while it is built.</summary>
        public IHealth Health { get; set; }

        /// <summary>For the application's telemetry; updates use it, too, and read what arrives.</summary>
        public ITransport Transport
        {
            get { return _ports.Transport; }
        }

        public IClock Clock
        {
            get { return _ports.Clock; }
        }

        public ITrace Trace
        {
            get { return _ports.Trace; }
        }

        /// <summary>Loads the patch that this boot is to run, if any, then lets the application make its objects.</summary>
        public void Boot(IApplication application)
        {
            application.Build(this);
        }

        /// <summary>
        /// One pass of the loop, then a slice of update work in the time that is left. Returns the time at which the next pass is due, in
        /// milliseconds of the clock; that may be now.
        /// </summary>
        public long Step()
        {
            return Loop.Step();
        }

        /// <summary>Steps until the end of days. When a defect ends it, the board resets.</summary>
        public void Run()
        {
            try
            {
                while (true)
                {
                    _ports.Clock.WaitUntil(Step());
                }
            }
            finally
            {
                _ports.Power.Reboot();
            }
        }
    }
}
