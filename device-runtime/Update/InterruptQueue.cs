using NanoLive.Ports;

namespace NanoLive.Update
{
    // A ring of fixed length. Producers are whatever threads raise pin events; the one consumer is the loop. One lock guards both ends and
    // is held for a few field copies on either side, never while a handler runs, so a producer waits for that long at most, and a handler
    // may itself cause events. Order is the order of the lock. When the ring is full the newest event is dropped and counted: what is
    // already queued keeps its order and its times.

    /// <summary>Interrupts with their times, from the thread that raised them to the tick that delivers them. Allocates nothing once made.</summary>
    [ForTools]
    public sealed class InterruptQueue : IInterruptSink
    {
        private readonly object _lock = new object();
        private readonly IClock _clock;
        private readonly InterruptLine[] _lines;
        private readonly object[] _senders;
        private readonly object[] _arguments;
        private readonly long[] _timesUs;
        private int _first;
        private int _count;
        private int _lost;
        private string _threw;

        /// <param name="clock">Stamps what arrives.</param>
        /// <param name="capacity">How many interrupts can wait; at least 1.</param>
        public InterruptQueue(IClock clock, int capacity)
        {
            _clock = clock;
            _lines = new InterruptLine[capacity];
            _senders = new object[capacity];
            _arguments = new object[capacity];
            _timesUs = new long[capacity];
        }

        /// <summary>While an interrupt is delivered: when it was raised, on the clock's scale in microseconds. A driver may ask for it.</summary>
        public long CurrentUs { get; private set; }

        public int Waiting
        {
            get
            {
                lock (_lock)
                {
                    return _count;
                }
            }
        }

        /// <summary>How many interrupts found the ring full, since boot.</summary>
        public int Lost
        {
            get
            {
                lock (_lock)
                {
                    return _lost;
                }
            }
        }

        public void Enqueue(InterruptLine line, object sender, object arguments)
        {
            long nowUs = _clock.NowUs;
            lock (_lock)
            {
                if (_count == _lines.Length)
                {
                    _lost++;
                    return;
                }

                int last = (_first + _count) % _lines.Length;
                _lines[last] = line;
                _senders[last] = sender;
                _arguments[last] = arguments;
                _timesUs[last] = nowUs;
                _count++;
            }
        }

        public void Threw(Line line)
        {
            lock (_lock)
            {
                _threw = line.HandlerType.Name;
            }
        }

        /// <summary>What kind of handler threw on the thread of its event since this was asked last; null: none.</summary>
        internal string TakeThrown()
        {
            lock (_lock)
            {
                string threw = _threw;
                _threw = null;
                return threw;
            }
        }

        /// <summary>
        /// Delivers the oldest interrupt to whoever the line belongs to now. Exceptions of the handler pass; the interrupt counts as delivered.
        /// </summary>
        /// <returns>False when none was waiting.</returns>
        internal bool DeliverNext()
        {
            InterruptLine line;
            object sender;
            object arguments;
            lock (_lock)
            {
                if (_count == 0)
                {
                    return false;
                }

                line = _lines[_first];
                sender = _senders[_first];
                arguments = _arguments[_first];
                CurrentUs = _timesUs[_first];
                _senders[_first] = null;
                _arguments[_first] = null;
                _first = (_first + 1) % _lines.Length;
                _count--;
            }

            line.Deliver(sender, arguments);
            return true;
        }
    }
}
