using System.Threading;

namespace NanoLive.Objects
{
    // Stands in the table while a swap is going on. (Soules et al. 2003; K42 CObjRepMediator.)
    //
    //   from        event                                   to           callers that are inside nothing   callers inside, the loop
    //   Normal      Announce, by the swap                   Forward      pass                              pass
    //   Forward     TryComplete, nobody inside              Completed    wait                              (there are none); loop: pass
    //   Forward     Close, patience is over                 Block        wait                              pass
    //   Block       TryComplete, nobody inside              Completed    wait                              (there are none); loop: pass
    //   Block       Open, the swap gives up                 Normal       pass                              pass
    //   Block       GiveUp, a waiter's patience is over     Normal       pass                              pass
    //   Forward     Open, the swap gives up                 Normal       pass                              pass
    //   Completed   Open, committed or aborted              Normal       pass                              pass
    //
    // Why nobody is inside while the swap works: every visit is added and removed under Callers.Lock, and Completed is only entered under
    // that lock when the register is empty. In Completed no caller is admitted but the loop's thread, which is the swap's own: a migration may
    // make a library raise an event there and then. It has left when Open comes. Other calls of the loop are not in the register: Announce,
    // TryComplete and Open run between two ticks, where it is inside nothing.
    //
    // Why there is no deadlock: a thread that is inside any entry is never made to wait in Block, so whoever the swap waits for can finish
    // what it does, through any number of entries. It can wait for a lock of a thread that waits here (which is inside nothing), and the
    // loop can wait for either in a tick; therefore a waiter that has waited out the mediator's patience opens the table itself, and the
    // swap finds that it has been given up. In Completed the swap waits for nothing, so that wait ends by itself.
    //
    // All entries of the table close together: a caller of one entry may be inside the object of another by a bound field or a plain
    // reference, which no register sees.

    /// <summary>Keeps callers on other threads out of the objects for the moment of a swap.</summary>
    [ForTools]
    public sealed class Mediator
    {
        private readonly Callers _callers;
        private readonly ManualResetEvent _gone = new ManualResetEvent(false);

        /// <param name="callers">The register that it stands before.</param>
        /// <param name="patienceMs">How long a caller waits before it opens the table by itself; at least 1.</param>
        public Mediator(Callers callers, int patienceMs)
        {
            _callers = callers;
            PatienceMs = patienceMs;
        }

        /// <summary>A constant of <see cref="MediatorState"/>.</summary>
        public int State { get; private set; }

        public int PatienceMs { get; }

        /// <summary>Whether a waiting caller ended the swap.</summary>
        public bool WasGivenUp { get; private set; }

        /// <summary>Entry and thread that were inside when it was looked at last; null when nobody was.</summary>
        public string Blocker { get; private set; }

        /// <summary>Normal to Forward.</summary>
        public void Announce()
        {
            lock (_callers.Lock)
            {
                if (_callers.Mediator != null || State != MediatorState.Normal)
                {
                    throw new Defect("two swaps at once");
                }

                _callers.Mediator = this;
                State = MediatorState.Forward;
            }
        }

        /// <summary>Forward to Block; nothing when it was given up meanwhile.</summary>
        public void Close()
        {
            lock (_callers.Lock)
            {
                if (State == MediatorState.Forward)
                {
                    State = MediatorState.Block;
                }
            }
        }

        /// <summary>To Completed when nobody is inside. Called on the loop's thread between two ticks.</summary>
        public bool TryComplete()
        {
            lock (_callers.Lock)
            {
                Blocker = _callers.Describe();
                if (Blocker != null || State == MediatorState.Normal)
                {
                    return false;
                }

                State = MediatorState.Completed;
                return true;
            }
        }

        /// <summary>Back to Normal: those who wait go on, with whatever object the entry has now.</summary>
        public void Open()
        {
            lock (_callers.Lock)
            {
                Vanish();
            }
        }

        /// <summary>By a caller whose patience is over: Block to Normal. In Completed the swap is about to end by itself.</summary>
        public void GiveUp()
        {
            lock (_callers.Lock)
            {
                if (State == MediatorState.Block)
                {
                    WasGivenUp = true;
                    Blocker = _callers.Describe();
                    Vanish();
                }
            }
        }

        /// <summary>The caller holds the lock.</summary>
        internal bool Admits(int thread)
        {
            return State == MediatorState.Forward
                || (State == MediatorState.Block && _callers.IsInside(thread));
        }

        /// <summary>Blocks until it is gone, at most <paramref name="timeoutMs"/>.</summary>
        internal bool WaitUntilGone(int timeoutMs)
        {
            return _gone.WaitOne(timeoutMs, false);
        }

        private void Vanish()
        {
            State = MediatorState.Normal;
            if (_callers.Mediator == this)
            {
                _callers.Mediator = null;
            }

            _gone.Set();
        }
    }
}
