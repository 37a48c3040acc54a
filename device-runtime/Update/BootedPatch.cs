using NanoLive.Format;
using NanoLive.Loading;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Storage;
using NanoLive.Trust;

namespace NanoLive.Update
{
    // A boot goes the way of a live update. The patch is loaded first, and classes that bring their constructor are made by it. Then the
    // application is built, with the release's classes for the rest: their constructors open the hardware. Then, before the first tick, the
    // objects are swapped as in a live update, from the state of the release. What cannot be loaded or swapped now could not be at the next boot
    // either, so the board gives it up at once; after a swap that was refused it starts anew.
    //
    // A patch that does not name the release among its states was made for reboots only: it brings all its constructors, and nothing is swapped.

    /// <summary>What a boot found in flash and made of it.</summary>
    internal sealed class BootedPatch
    {
        private readonly BoardPorts _ports;
        private readonly ReleaseIdentity _identity;
        private readonly ObjectTable _table;
        private readonly PatchStore _store;
        private readonly PayloadCopy _payload;
        private LoadedPatch _loaded;

        internal BootedPatch(BoardPorts ports, ReleaseIdentity identity, ObjectTable table, PatchStore store, PayloadCopy payload)
        {
            _ports = ports;
            _identity = identity;
            _table = table;
            _store = store;
            _payload = payload;
            Loader = new PatchLoader(ports.Loader, ports.Power, ports.Signatures, ports.ImageCheck);
        }

        /// <summary>For the rest of this boot.</summary>
        internal readonly PatchLoader Loader;

        /// <summary>Where the patch that runs lies; <see cref="PatchStore.NoSlot"/> when the release runs alone.</summary>
        internal int Slot { get; private set; } = PatchStore.NoSlot;

        /// <summary>Digest of the patch that runs; null: none, or one that only leads back to the release.</summary>
        internal byte[] Digest { get; private set; }

        /// <summary>What there is to tell about this boot.</summary>
        internal int Status { get; private set; }

        internal string Reason { get; private set; }

        internal bool IsOnTrial { get; private set; }

        /// <summary>Loads what the store chooses for this boot.</summary>
        internal void Load()
        {
            int opened = _store.Open();
            BootChoice choice;
            int marked = _store.MarkBoot(out choice);
            _ports.Trace.Write(TraceWord.Boot, null, _store.BootsWithoutHealth, 0);
            Status = opened != Format.Status.Ok ? opened : marked != Format.Status.Ok ? marked : choice.Status;
            if (choice.Slot == PatchStore.NoSlot)
            {
                return;
            }

            Refusal refusal = Apply(choice.Slot, choice.OnTrial);
            if (refusal != null && choice.OnTrial)
            {
                Reject(_store.MarkFailed(choice.Slot, refusal.Status), refusal);
                refusal = _store.ConfirmedSlot == PatchStore.NoSlot ? null : Apply(_store.ConfirmedSlot, false);
            }

            if (refusal != null)
            {
                Reject(_store.MarkRelease(refusal.Status), refusal);
            }
        }

        /// <summary>
        /// After the application was built, before its first tick. Waits a bounded time for callers on other threads. When refused, the board has
        /// to reset, and the patch is not chosen again.
        /// </summary>
        internal Refusal TakeOver(Quiescence quiescence)
        {
            if (_loaded == null || !FromStates.Name(_loaded.Plan, _loaded.Plan.BaseDigest))
            {
                return null;
            }

            Refusal refusal;
            SwapPlan swap = SwapPlan.Prepare(_table, _loaded, out refusal);
            _loaded = null;
            if (swap != null)
            {
                refusal = Swap(swap, quiescence);
            }

            if (refusal != null)
            {
                Reject(IsOnTrial ? _store.MarkFailed(Slot, refusal.Status) : _store.MarkRelease(refusal.Status), refusal);
            }

            return refusal;
        }

        private Refusal Swap(SwapPlan swap, Quiescence quiescence)
        {
            quiescence.Begin();
            while (!quiescence.TryHold())
            {
                if (quiescence.IsHopeless)
                {
                    return new Refusal(Format.Status.NotQuiescent, quiescence.Blocker);
                }

                _ports.Clock.WaitUntil(_ports.Clock.NowMs + Quiescence.LookMs);
            }

            Refusal refusal = swap.Transfer(int.MaxValue);
            if (refusal == null)
            {
                swap.Commit();
            }

            refusal = swap.Resume(refusal);
            swap.Settle();

            quiescence.Release();
            return refusal;
        }

        private Refusal Apply(int slot, bool onTrial)
        {
            _payload.Begin(slot);
            while (!_payload.Step())
            {
            }

            int status = _payload.Status;
            VerifiedPatch verified = _payload.Patch;
            Plan plan = verified == null ? null : PlanReader.Read(verified.Plan, 0, verified.Plan.Length, out status);
            if (plan == null)
            {
                return new Refusal(status, null);
            }

            if (!Bytes.Equal(plan.BaseDigest, 0, _identity.Digest, 0, _identity.Digest.Length))
            {
                return new Refusal(Format.Status.OtherBase, null);
            }

            if (!plan.Neutral)
            {
                Refusal refusal;
                LoadedPatch loaded = Loader.Load(verified, plan, out refusal);
                if (loaded == null)
                {
                    return refusal;
                }

                Redirection.AtBoot(_table, loaded);
                _loaded = loaded;
                Digest = verified.Digest;
            }

            Slot = slot;
            IsOnTrial = onTrial;
            Status = Status == Format.Status.Ok ? Format.Status.AppliedAtBoot : Status;
            return null;
        }

        private void Reject(int marked, Refusal refusal)
        {
            Status = marked == Format.Status.Ok ? refusal.Status : marked;
            Reason = refusal.Subject;
        }
    }
}
