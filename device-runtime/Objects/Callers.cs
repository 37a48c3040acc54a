using System.Threading;

namespace NanoLive.Objects
{
    // Who is inside which entry, of the callers that bracket their calls. One lock for the whole table: on a single core it is held for
    // a scan of a handful of rows. The rows grow to the highest number of simultaneous visits ever seen and then stay.

    /// <summary>The register of bracketed calls of one table, and the mediator that stands before it during a swap.</summary>
    [ForTools]
    public sealed class Callers
    {
        private const int FirstRows = 8;
        private Entry[] _entries = new Entry[FirstRows];
        private int[] _threads = new int[FirstRows];
        private int _count;

        internal readonly object Lock = new object();

        /// <summary>Null in the normal state. Written under <see cref="Lock"/>.</summary>
        internal Mediator Mediator;

        /// <summary>The loop's thread is at a safe point whenever a swap looks, so it never waits for one. -1 until it has run.</summary>
        internal int LoopThread = -1;

        /// <summary>
        /// Lets the thread into the entry when no mediator objects. Never blocks. Returns null when it is inside, otherwise the mediator
        /// to wait for. Public so that tests can play threads.
        /// </summary>
        public Mediator TryEnter(Entry entry, int thread)
        {
            lock (Lock)
            {
                if (Mediator != null && thread != LoopThread && !Mediator.Admits(thread))
                {
                    return Mediator;
                }

                Add(entry, thread);
                return null;
            }
        }

        /// <summary>Ends one visit. A visit that never began is a defect of the caller and throws.</summary>
        public void Leave(Entry entry, int thread)
        {
            lock (Lock)
            {
                for (int row = _count - 1; row >= 0; row--)
                {
                    if (_entries[row] == entry && _threads[row] == thread)
                    {
                        _count--;
                        _entries[row] = _entries[_count];
                        _threads[row] = _threads[_count];
                        _entries[_count] = null;
                        return;
                    }
                }
            }

            throw new Defect("left without having entered: " + entry.Name);
        }

        /// <summary>The caller holds <see cref="Lock"/>.</summary>
        internal bool IsInside(int thread)
        {
            for (int row = 0; row < _count; row++)
            {
                if (_threads[row] == thread)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>The caller holds <see cref="Lock"/>.</summary>
        internal bool IsEmpty
        {
            get { return _count == 0; }
        }

        /// <summary>One entry that somebody is inside, and who; null when nobody is. The caller holds <see cref="Lock"/>.</summary>
        internal string Describe()
        {
            return _count == 0 ? null : _entries[0].Name + " by thread " + _threads[0].ToString();
        }

        private void Add(Entry entry, int thread)
        {
            if (_count == _entries.Length)
            {
                Entry[] entries = new Entry[_count * 2];
                int[] threads = new int[_count * 2];
                System.Array.Copy(_entries, entries, _count);
                System.Array.Copy(_threads, threads, _count);
                _entries = entries;
                _threads = threads;
            }

            _entries[_count] = entry;
            _threads[_count] = thread;
            _count++;
        }
    }
}
