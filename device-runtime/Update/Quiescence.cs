using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Update
{
    // Asked once in each pass, between two ticks. First nobody is kept waiting: with few callers on other threads a quiet moment comes by
    // itself. Then the table is closed for a bounded time; then it opens again and the next try comes later, each time twice as late.

    /// <summary>Finds a moment in which nobody is inside the table's objects.</summary>
    internal sealed class Quiescence
    {
        /// <summary>How long to wait between two looks.</summary>
        internal const int LookMs = 2;

        private const int Tries = 5;
        private const int FirstPauseMs = 200;
        private readonly Callers _callers;
        private readonly IClock _clock;
        private readonly int _patienceMs;
        private Mediator _mediator;
        private long _sinceMs;
        private long _notBeforeMs;
        private int _failed;

        internal Quiescence(Callers callers, IClock clock, int patienceMs)
        {
            _callers = callers;
            _clock = clock;
            _patienceMs = patienceMs;
        }

        /// <summary>Entry and thread that were inside when a try failed; null: no try has failed.</summary>
        internal string Blocker { get; private set; }

        /// <summary>Whether all tries failed.</summary>
        internal bool IsHopeless
        {
            get { return _failed == Tries; }
        }

        internal void Begin()
        {
            _failed = 0;
            _notBeforeMs = 0;
            Blocker = null;
        }

        /// <summary>When true nobody is inside and nobody can get in until <see cref="Release"/>.</summary>
        internal bool TryHold()
        {
            long nowMs = _clock.NowMs;
            if (nowMs < _notBeforeMs || IsHopeless)
            {
                return false;
            }

            if (_mediator == null)
            {
                _mediator = new Mediator(_callers, _patienceMs);
                _mediator.Announce();
                _sinceMs = nowMs;
            }

            if (_mediator.TryComplete())
            {
                return true;
            }

            if (_mediator.WasGivenUp || nowMs - _sinceMs >= 2L * _patienceMs)
            {
                Blocker = _mediator.Blocker == null ? Blocker : _mediator.Blocker;
                Release();
                _notBeforeMs = nowMs + (FirstPauseMs << _failed);
                _failed++;
            }
            else if (nowMs - _sinceMs >= _patienceMs)
            {
                _mediator.Close();
            }

            return false;
        }

        /// <summary>Lets everybody in again.</summary>
        internal void Release()
        {
            _mediator.Open();
            _mediator = null;
        }
    }
}
