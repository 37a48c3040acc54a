using System;
using System.Collections;
using System.Threading;
using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Update
{
    // The one thread on which drivers run. Between two ticks nobody is inside an object: that is the safe point. The one place where a
    // task's exceptions end; defects of the runtime pass. Steady state: nothing is allocated.

    /// <summary>Delivers interrupts and runs tasks at fixed times.</summary>
    public sealed class Loop
    {
        private readonly IClock _clock;
        private readonly ITrace _trace;
        private readonly ObjectTable _table;
        private readonly InterruptQueue _interrupts;
        private readonly int _tickLimitMs;
        private readonly bool _traceTicks;
        private readonly ArrayList _tasks = new ArrayList();
        private readonly LoopTask _delivery;
        private bool _onTrial;

        public Loop(BoardPorts ports, BoardSettings settings, ObjectTable table, InterruptQueue interrupts)
        {
            _clock = ports.Clock;
            _trace = ports.Trace;
            _table = table;
            _interrupts = interrupts;
            _tickLimitMs = settings.TickLimitMs;
            _traceTicks = settings.TraceTicks;
            _delivery = new LoopTask("interrupts", null, 0, 0, Deliver);
            Limit = new Limit(ports.Limit, settings.StuckMs);
        }

        [ForTools]
        public int TaskCount
        {
            get { return _tasks.Count; }
        }

        /// <summary>When the next task is due, in milliseconds of the clock; <see cref="long.MaxValue"/> without tasks.</summary>
        [ForTools]
        public long NextDueMs
        {
            get
            {
                long next = long.MaxValue;
                for (int i = 0; i < _tasks.Count; i++)
                {
                    LoopTask task = (LoopTask)_tasks[i];
                    next = task.DueMs < next ? task.DueMs : next;
                }

                return next;
            }
        }

        internal readonly Limit Limit;

        /// <summary>What spoke against the patch on trial since the trial began; null: nothing.</summary>
        internal Refusal TrialFailure { get; private set; }

        /// <summary>
        /// Ticks the entry's object, which is an <see cref="ITickable"/>, now and every <paramref name="periodMs"/>. Tasks that are due
        /// together run in the order in which they were added.
        /// </summary>
        /// <param name="periodMs">At least 1.</param>
        public LoopTask Add(Entry entry, int periodMs)
        {
            if (!(entry.Target is ITickable) || periodMs < 1)
            {
                throw new ArgumentException(entry.Name);
            }

            LoopTask task = new LoopTask(entry.Name, entry, periodMs, _clock.NowMs, null);
            _tasks.Add(task);
            return task;
        }

        [ForTools]
        public LoopTask TaskAt(int index)
        {
            return (LoopTask)_tasks[index];
        }

        /// <summary>One pass: the interrupts that waited when it began, then each task that is due. Returns <see cref="NextDueMs"/>.</summary>
        public long Step()
        {
            _table.Callers.LoopThread = Thread.CurrentThread.ManagedThreadId;
            long nowMs = _clock.NowMs;
            for (int waiting = _interrupts.Waiting; waiting > 0; waiting--)
            {
                Run(_delivery, nowMs);
            }

            string threw = _interrupts.TakeThrown();
            if (threw != null)
            {
                NoteThrown(_delivery, threw);
                _delivery.CountTick(true);
            }

            for (int i = 0; i < _tasks.Count; i++)
            {
                LoopTask task = (LoopTask)_tasks[i];
                if (task.DueMs <= nowMs)
                {
                    Run(task, nowMs);
                    Advance(task, nowMs);
                }
            }

            return NextDueMs;
        }

        internal void BeginTrial()
        {
            TrialFailure = null;
            _onTrial = true;
            _delivery.BeginTrial();
            for (int i = 0; i < _tasks.Count; i++)
            {
                ((LoopTask)_tasks[i]).BeginTrial();
            }
        }

        internal void EndTrial()
        {
            _onTrial = false;
        }

        /// <summary>Whether each task, but those slower than <paramref name="longestPeriodMs"/>, had that many ticks since the trial began.</summary>
        internal bool HadTicksInTrial(int ticks, int longestPeriodMs)
        {
            for (int i = 0; i < _tasks.Count; i++)
            {
                LoopTask task = (LoopTask)_tasks[i];
                if (task.TicksInTrial < ticks && task.PeriodMs <= longestPeriodMs)
                {
                    return false;
                }
            }

            return true;
        }

        private void Run(LoopTask task, long nowMs)
        {
            long beganUs = _clock.NowUs;
            bool failed = false;
            try
            {
                task.NowMs = nowMs;
                Limit.Run(task.Work, 1);
            }
            catch (Exception exception)
            {
                if (Defect.Is(exception))
                {
                    throw;
                }

                failed = true;
                NoteThrown(task, exception.GetType().Name + " " + exception.Message);
            }

            long tookUs = _clock.NowUs - beganUs;
            if (tookUs > _tickLimitMs * 1000L)
            {
                failed = true;
                Blame(task, Status.TickOverran, task.Name);
            }

            task.CountTick(failed);
        }

        private void Deliver()
        {
            long nowUs = _clock.NowUs;
            _interrupts.DeliverNext();
            if (_traceTicks)
            {
                _trace.Write(TraceWord.Interrupt, null, nowUs - _interrupts.CurrentUs, _interrupts.Waiting);
            }
        }

        private void NoteThrown(LoopTask task, string what)
        {
            string subject = task.Name + ": " + what;
            _trace.Write(TraceWord.Threw, subject, 0, 0);
            Blame(task, Status.TickThrew, subject);
        }

        private void Blame(LoopTask task, int status, string subject)
        {
            if (_onTrial && TrialFailure == null && !task.WasFailing)
            {
                TrialFailure = new Refusal(status, subject);
            }
        }

        // Due times stay on the grid. Those that passed before this pass began are missed, but for the one that was served.
        private void Advance(LoopTask task, long nowMs)
        {
            long latenessUs = (nowMs - task.DueMs) * 1000;
            task.WorstLatenessUs = latenessUs > task.WorstLatenessUs ? latenessUs : task.WorstLatenessUs;
            if (_traceTicks)
            {
                _trace.Write(TraceWord.Tick, task.Name, latenessUs, nowMs);
            }

            int missed = (int)((nowMs - task.DueMs) / task.PeriodMs);
            task.DueMs += (missed + 1L) * task.PeriodMs;
            if (missed > 0)
            {
                task.Missed += missed;
                _trace.Write(TraceWord.Missed, task.Name, missed, 0);
            }
        }
    }
}
