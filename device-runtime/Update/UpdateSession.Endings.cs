using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Storage;

namespace NanoLive.Update
{
    // Ends of an update, of which there are five: refused (nothing changed), kept for the next boot, confirmed, rolled back live, rolled back
    // by a reboot. What is recorded is recorded after it was done: a cut between the two finds the trial's mark and boots what was before.
    internal sealed partial class UpdateSession
    {
        private const int RebootDelayMs = 1000;
        private long _rebootMs;

        private void GoLive()
        {
            _before = _running;
            _running = _plan.Neutral ? null : _subject;
            _objects = _swap.LiveCount;
            _ports.Trace.Write(TraceWord.Commit, null, _heldUs, _objects);
            BeginTrial();
            Tell(UpdatePhase.Trial, Status.OnTrial, null);
        }

        private void BeginTrial()
        {
            _trial.Begin();
            _failure = null;
            _stage = StageTrial;
        }

        private void Watch()
        {
            _failure = _trial.Failure();
            if (_failure != null)
            {
                StartBack();
            }
            else if (_trial.IsPassed)
            {
                _board.Loop.EndTrial();
                int status = _store.MarkConfirmed(_slot);
                _isHealthy = status == Status.Ok && _store.MarkHealthy() == Status.Ok;
                if (_swap != null)
                {
                    _swap.Settle();
                }

                End(status == Status.Ok ? Status.Confirmed : status, null);
            }
        }

        // A patch that was loaded at boot has no objects to go back to.
        private void StartBack()
        {
            _board.Loop.EndTrial();
            _quiescence.Begin();
            _stage = StageBack;
            if (_swap == null)
            {
                RebootWithout();
            }
            else
            {
                GoBack();
            }
        }

        private void GoBack()
        {
            if (!_quiescence.TryHold())
            {
                if (_quiescence.IsHopeless)
                {
                    RebootWithout();
                }

                return;
            }

            long beganUs = _ports.Clock.NowUs;
            _objects = _swap.LiveCount;
            Refusal lost = _swap.TransferBack();
            _swap.Rollback();
            _quiescence.Release();
            _heldUs = _ports.Clock.NowUs - beganUs;
            _ports.Trace.Write(TraceWord.Rollback, lost == null ? null : "state of the commit: " + lost.Subject, _failure.Status, _objects);
            _running = _before;
            if (_swap.Strays > 0)
            {
                RebootWithout();
            }
            else
            {
                Fail(_failure.Status, _failure.Subject);
            }
        }

        /// <summary>Before the commit, or between two commits of a swap of many.</summary>
        private void Abandon(Refusal refusal)
        {
            _failure = refusal;
            if (_swap.LiveCount > 0)
            {
                _before = _running;
                StartBack();
            }
            else if (_swap.Strays > 0)
            {
                RebootWithout();
            }
            else if (refusal.Status == Status.NotQuiescent)
            {
                Keep(refusal.Status, refusal.Subject);
            }
            else
            {
                Fail(refusal.Status, refusal.Subject);
            }
        }

        /// <summary>It will be loaded at the next boot, before there are objects.</summary>
        private void Keep(int status, string reason)
        {
            int kept = _store.MarkPending(_slot);
            End(kept == Status.Ok ? status : kept, reason);
        }

        /// <summary>It will not be tried again.</summary>
        private void Fail(int status, string reason)
        {
            int marked = _store.MarkFailed(_slot, status);
            _report.Failed = _subject;
            End(marked == Status.Ok ? status : marked, reason);
        }

        private void RebootWithout()
        {
            Fail(_failure.Status, _failure.Subject);
            RebootSoon(_failure.Status, _failure.Subject);
        }

        private void RebootSoon(int status, string reason)
        {
            _stage = StageReboot;
            _rebootMs = _ports.Clock.NowMs + RebootDelayMs;
            Tell(UpdatePhase.Rebooting, status, reason);
        }

        // Waits a little, so that the broker can be told why.
        private void Reboot()
        {
            if (_ports.Clock.NowMs >= _rebootMs)
            {
                _ports.Power.Reboot();
            }
        }

        private void End(int status, string reason)
        {
            _swap = null;
            _verified = null;
            _plan = null;
            _manifest = null;
            _stage = StageIdle;
            Tell(UpdatePhase.Idle, status, reason);
        }

        private void Enter(int stage, int phase)
        {
            _stage = stage;
            Tell(phase, Status.Ok, null);
        }

        private void Tell(int phase, int status, string reason)
        {
            _report.Patch = _running;
            _report.Sequence = _store.HighestSequence;
            _report.Tell(phase, status, _subject, reason, _heldUs, _objects);
        }

        private static Refusal Fault(int status)
        {
            return status == Status.Ok ? null : new Refusal(status, null);
        }
    }
}
