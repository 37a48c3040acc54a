using System.Threading;
using NanoLive.Objects;

namespace NanoLive.Update
{
    /// <summary>Something the loop does at fixed times.</summary>
    public sealed class LoopTask
    {
        // How many of its last ticks are looked at to tell whether it was failing before a swap.
        private const int Remembered = 8;
        private int _sinceFailure = Remembered;

        /// <param name="work">Null: a tick of the entry's object.</param>
        internal LoopTask(string name, Entry entry, int periodMs, long dueMs, ThreadStart work)
        {
            Name = name;
            Work = work == null ? Tick : work;
            Entry = entry;
            PeriodMs = periodMs;
            DueMs = dueMs;
        }

        public readonly string Name;

        [ForTools]
        public readonly int PeriodMs;

        /// <summary>When it is to run next; always the first due time plus a multiple of the period.</summary>
        [ForTools]
        public long DueMs { get; internal set; }

        public int Ticks { get; private set; }

        /// <summary>How many due times passed without a tick of their own.</summary>
        public int Missed { get; internal set; }

        /// <summary>How many ticks threw or took longer than the limit.</summary>
        public int Failures { get; private set; }

        /// <summary>Microseconds from the due time to the start, the worst so far.</summary>
        public long WorstLatenessUs { get; internal set; }

        /// <summary>Null for the delivery of interrupts.</summary>
        internal Entry Entry { get; }

        /// <summary>What it does when it is due; made once, so that the steady state allocates nothing.</summary>
        internal ThreadStart Work { get; }

        /// <summary>The time that its object is told, in milliseconds of the clock.</summary>
        internal long NowMs { get; set; }

        /// <summary>Whether it failed shortly before the running trial began; then it says nothing about the patch.</summary>
        internal bool WasFailing { get; private set; }

        internal int TicksInTrial { get; private set; }

        internal void BeginTrial()
        {
            WasFailing = _sinceFailure < Remembered;
            TicksInTrial = 0;
        }

        internal void CountTick(bool failed)
        {
            Ticks++;
            TicksInTrial++;
            if (failed)
            {
                Failures++;
                _sinceFailure = 0;
            }
            else if (_sinceFailure < Remembered)
            {
                _sinceFailure++;
            }
        }

        private void Tick()
        {
            ((ITickable)Entry.Target).Tick(NowMs);
        }
    }
}
