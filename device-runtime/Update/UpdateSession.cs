using System.Threading;
using NanoLive.Format;
using NanoLive.Loading;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Staging;
using NanoLive.Storage;
using NanoLive.Trust;

namespace NanoLive.Update
{
    // One patch at a time, one stage at a time, at most one slice in a pass. The stages, top to bottom: UpdateSession.Path.cs. How an update
    // ends: UpdateSession.Endings.cs. Here: what a session knows, and one pass of it.

    /// <summary>The way of a patch through the board, from an offer's bytes to objects that are confirmed or taken back.</summary>
    internal sealed partial class UpdateSession
    {
        private const int StageIdle = 0;
        private const int StageManifest = 1;
        private const int StageStaging = 2;
        private const int StagePayload = 3;
        private const int StagePrepare = 4;
        private const int StageSwap = 5;
        private const int StageTrial = 6;
        private const int StageBack = 7;
        private const int StageReboot = 8;

        private readonly LiveBoard _board;
        private readonly ThreadStart _advance;
        private readonly BoardPorts _ports;
        private readonly ReleaseIdentity _identity;
        private readonly PatchStore _store;
        private readonly BootedPatch _booted;
        private readonly Report _report;
        private readonly OfferInbox _inbox;
        private readonly OfferVerification _offer;
        private readonly PatchStaging _staging;
        private readonly ChunkSubscription _chunks;
        private readonly PayloadCopy _payload;
        private readonly Quiescence _quiescence;
        private readonly Trial _trial;
        private readonly Pace _pace;
        private int _stage;
        private bool _isHealthy;

        // The digest of the patch that runs, and of the one that ran before the trial; null: the release.
        private byte[] _running;
        private byte[] _before;
        private byte[] _subject;
        private VerifiedManifest _manifest;
        private int _slot;
        private VerifiedPatch _verified;
        private Plan _plan;
        private SwapPlan _swap;
        private Refusal _failure;
        private long _heldUs;
        private int _objects;

        internal UpdateSession(LiveBoard board, BoardPorts ports, ReleaseIdentity identity)
        {
            BoardSettings settings = board.Settings;
            _board = board;
            _advance = Advance;
            _ports = ports;
            _identity = identity;
            _store = new PatchStore(ports.Flash);
            _payload = new PayloadCopy(_store, identity, ports.Signatures, ports.Unpacking);
            _booted = new BootedPatch(ports, identity, board.Table, _store, _payload);
            _report = new Report(ports, settings, identity.Digest);
            _inbox = new OfferInbox(ports.Transport, settings);
            _offer = new OfferVerification(ports, settings, identity, _store);
            _staging = new PatchStaging(_store);
            _chunks = new ChunkSubscription(ports.Transport, ports.Clock, settings);
            _quiescence = new Quiescence(board.Table.Callers, ports.Clock, settings.QuiescenceMs);
            _trial = new Trial(board);
            _pace = new Pace(ports.Clock, settings.SliceMultiplications);
        }

        /// <summary>Whether the loop stands until the reset: some of its objects are of the patch and some of the release.</summary>
        internal bool IsStopped { get; private set; }

        internal int Phase
        {
            get { return _report.Phase; }
        }

        /// <summary>Before the application is built: loads the patch that this boot is to run, if any.</summary>
        internal void Load()
        {
            _booted.Load();
            _running = _booted.Digest;
        }

        /// <summary>
        /// After the application was built: the patch takes over what the release made, and is put on trial if it is new. Tells what this boot is.
        /// </summary>
        internal void Start()
        {
            Refusal refusal = _booted.TakeOver(_quiescence);
            _report.Boots = _store.BootsWithoutHealth;
            _report.Failed = _store.LastOutcome >= Status.AssemblyMalformed && _store.LastOutcome < Status.FlashFault ? _store.LastDigest : null;
            _subject = _booted.Digest;
            _slot = _booted.Slot;
            if (refusal != null)
            {
                IsStopped = true;
                RebootSoon(_booted.Status, _booted.Reason);
                return;
            }

            if (_booted.IsOnTrial)
            {
                _subject = _store.Digest(_slot);
                BeginTrial();
            }

            Tell(_booted.IsOnTrial ? UpdatePhase.Trial : UpdatePhase.Idle, _booted.Status, _booted.Reason);
        }

        /// <summary>One slice between two ticks. Returns when the loop is to run next: at the latest when its next task is due.</summary>
        internal long Step(long nextDueMs)
        {
            Receive();
            _report.Step();

            // The way back does not wait for room between ticks: the next tick would be one more of the bad object.
            bool isUrgent = _stage == StageTrial || _stage == StageBack;
            bool worked = isUrgent || _pace.TryBegin(nextDueMs);
            if (worked)
            {
                _board.Loop.Limit.Run(_advance, 1);
            }

            if (worked && !isUrgent)
            {
                _pace.End();
            }

            bool isWriting = _stage == StageStaging && _staging.NextChunk == PatchStaging.NoChunk;
            bool hasWork = isWriting || _stage == StageManifest || _stage == StagePayload || _stage == StagePrepare;
            bool looksForQuiet = _stage == StageSwap || _stage == StageBack;
            int pauseMs = hasWork && worked ? 0 : looksForQuiet ? Quiescence.LookMs : _board.Settings.PollMs;
            long nextMs = _ports.Clock.NowMs + pauseMs;
            return nextMs < nextDueMs ? nextMs : nextDueMs;
        }

        private void Receive()
        {
            _inbox.Step();
            string topic;
            byte[] payload;
            if (_ports.Transport.TryReceive(out topic, out payload) && !_inbox.TryKeep(topic, payload) && _chunks.IsAwaited(topic))
            {
                // One of a wrong length is ignored: who sent it cannot stop the right one from coming.
                _staging.Accept(_staging.NextChunk, payload);
            }

            _chunks.Await(_stage == StageStaging ? _subject : null, _staging.NextChunk);
        }
    }
}
