using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Update
{
    // Only what got worse speaks against a patch: a task that was failing before goes on failing unblamed, and so does an application that
    // complained before.

    /// <summary>Watches a board for a time and says whether it does its work.</summary>
    internal sealed class Trial
    {
        private const int LeastTicks = 3;
        private readonly LiveBoard _board;
        private long _beganMs;
        private long _reachableMs;
        private bool _complainedBefore;

        internal Trial(LiveBoard board)
        {
            _board = board;
        }

        internal void Begin()
        {
            _beganMs = _board.Clock.NowMs;
            _reachableMs = _beganMs;
            _complainedBefore = _board.Health != null && !_board.Health.IsHealthy;
            _board.Loop.BeginTrial();
        }

        /// <summary>Why the trial has failed; null: it has not so far. Asked once in each pass.</summary>
        internal Refusal Failure()
        {
            long nowMs = _board.Clock.NowMs;
            if (IsReachable)
            {
                _reachableMs = nowMs;
            }

            if (_board.Loop.TrialFailure != null)
            {
                return _board.Loop.TrialFailure;
            }

            if (nowMs - _reachableMs > _board.Settings.HealthMs)
            {
                return new Refusal(Status.Unhealthy, "broker out of reach");
            }

            bool complains = !_complainedBefore && _board.Health != null && !_board.Health.IsHealthy;
            return complains ? new Refusal(Status.Unhealthy, _board.Health.Complaint) : null;
        }

        /// <summary>Whether it has lasted long enough, with a broker in reach now and ticks of every task.</summary>
        internal bool IsPassed
        {
            get
            {
                int lengthMs = _board.Settings.TrialMs;
                return _board.Clock.NowMs - _beganMs >= lengthMs && IsReachable && _board.Loop.HadTicksInTrial(LeastTicks, lengthMs);
            }
        }

        /// <summary>Whether the broker is in reach, where the board has one.</summary>
        internal bool IsReachable
        {
            get { return _board.Settings.BrokerHost == null || _board.Transport.IsConnected; }
        }
    }
}
