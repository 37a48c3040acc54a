using System;
using System.Reflection;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Trust;

namespace NanoLive.Update
{
    /// <summary>The runtime of one board, from boot to reboot: what the integrator makes and the application is built on.</summary>
    public sealed class LiveBoard
    {
        // Connecting to a network is part of many applications' start.
        private const int StartLimits = 6;

        private readonly BoardPorts _ports;
        private IApplication _application;
        private UpdateSession _session;

        /// <param name="ports">Kept.</param>
        /// <param name="settings">Kept; not changed from now on.</param>
        /// <param name="identity">Null on a board that was flashed without a release identity: it runs its application and takes no patch.</param>
        public LiveBoard(BoardPorts ports, BoardSettings settings, ReleaseIdentity identity)
        {
            _ports = ports;
            Identity = identity;
            Settings = settings;
            Transport = ports.Transport;
            Clock = ports.Clock;
            Trace = ports.Trace;
            Health = ports.Health;
            Interrupts = new InterruptQueue(ports.Clock, settings.InterruptCapacity);
            Table = new ObjectTable(ports.Lines, Interrupts);
            Loop = new Loop(ports, settings, Table, Interrupts);
        }

        public readonly BoardSettings Settings;

        public readonly ObjectTable Table;

        public readonly Loop Loop;

        [ForTools]
        public readonly InterruptQueue Interrupts;

        /// <summary>What was flashed; null when the board was flashed without saying so.</summary>
        [ForTools]
        public readonly ReleaseIdentity Identity;

        /// <summary>For the application's telemetry. What arrives is read by the runtime alone.</summary>
        public readonly ITransport Transport;

        public readonly IClock Clock;

        public readonly ITrace Trace;

        /// <summary>The application's word on its health; may be null, and may be set while it is built.</summary>
        public IHealth Health;

        /// <summary>A constant of <see cref="UpdatePhase"/>.</summary>
        [ForTools]
        public int Phase
        {
            get { return _session == null ? UpdatePhase.Idle : _session.Phase; }
        }

        /// <summary>
        /// Loads the patch that this boot is to run, if any, lets the application make its objects, or the patch's in its place, and then lets the
        /// patch take them over. A patch that cannot be loaded is passed over. What the application throws passes, and the board resets.
        /// </summary>
        public void Boot(IApplication application)
        {
            bool isBuilt = false;
            try
            {
                _application = application;
                Loop.Limit.Run(Build, StartLimits);
                isBuilt = true;
            }
            finally
            {
                if (!isBuilt)
                {
                    _ports.Power.Reboot();
                }
            }

            if (_session != null)
            {
                _session.Start();
            }
        }

        /// <summary>
        /// One pass of the loop, then at most one slice of update work in the time that is left. Returns the time at which the next pass is
        /// due, in milliseconds of the clock; that may be now.
        /// </summary>
        public long Step()
        {
            long dueMs = _session != null && _session.IsStopped ? long.MaxValue : Loop.Step();
            return _session == null ? dueMs : _session.Step(dueMs);
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

        private void Build()
        {
            if (Identity != null)
            {
                UpdateSession session = new UpdateSession(this, _ports, Identity);
                session.Load();
                _session = session;
            }

            // A patch that brings the application's constructor makes it; otherwise the release's is taken over like all that it makes.
            Type current = Table.Lineages.Current(_application.GetType());
            ConstructorInfo own = current == _application.GetType() ? null : current.GetConstructor(new Type[0]);
            _application = own == null ? _application : (IApplication)own.Invoke(new object[0]);
            Table.Application = _application;
            _application.Build(this);
        }
    }
}
