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
        private LoadedPatch _loaded;

        private BootedPatch(PatchLoader loader)
        {
            Loader = loader;
            Slot = PatchStore.NoSlot;
        }

        /// <summary>For the rest of this boot.</summary>
        internal PatchLoader Loader { get; }

        /// <summary>Where the patch that runs lies; <see cref="PatchStore.NoSlot"/> when the release runs alone.</summary>
        internal int Slot { get; private set; }

        /// <summary>Digest of the patch that runs; null: none, or one that only leads back to the release.</summary>
        internal byte[] Digest { get; private set; }

        /// <summary>What there is to tell about this boot.</summary>
        internal int Status { get; private set; }

        internal string Reason { get; private set; }

        internal bool IsOnTrial { get; private set; }

        /// <summary>Loads what the store chooses for this boot.</summary>
        internal static BootedPatch Load(BoardPorts ports, ReleaseIdentity identity, ObjectTable table, out PatchStore store)
        {
            BootedPatch booted = new BootedPatch(new PatchLoader(ports.Loader, ports.Power));
            int opened;
            store = PatchStore.Open(ports.Flash, out opened);
            BootChoice choice;
            int marked = store.MarkBoot(out choice);
            ports.Trace.Write(TraceWord.Boot, null, store.BootsWithoutHealth, 0);
            booted.Status = opened != Format.Status.Ok ? opened : marked != Format.Status.Ok ? marked : choice.Status;
            if (choice.Slot == PatchStore.NoSlot)
            {
                return booted;
            }

            Refusal refusal = booted.Apply(choice.Slot, choice.OnTrial, ports, identity, table, store);
            if (refusal != null && choice.OnTrial)
            {
                booted.Reject(store.MarkFailed(choice.Slot, refusal.Status), refusal);
                refusal = store.ConfirmedSlot == PatchStore.NoSlot ? null : booted.Apply(store.ConfirmedSlot, false, ports, identity, table, store);
            }

            if (refusal != null)
            {
                booted.Reject(store.MarkRelease(refusal.Status), refusal);
            }

            return booted;
        }

        /// <summary>
        /// After the application was built, before its first tick. Waits a bounded time for callers on other threads. When refused, the board has
        /// to reset, and the patch is not chosen again.
        /// </summary>
        internal Refusal TakeOver(ObjectTable table, Quiescence quiescence, IClock clock, PatchStore store)
        {
            if (_loaded == null || !FromStates.Name(_loaded.Plan, _loaded.Plan.BaseDigest))
            {
                return null;
            }

            Refusal refusal;
            SwapPlan swap = SwapPlan.Prepare(table, _loaded, out refusal);
            _loaded = null;
            if (swap != null)
            {
                refusal = Swap(swap, quiescence, clock);
            }

            if (refusal != null)
            {
                Reject(IsOnTrial ? store.MarkFailed(Slot, refusal.Status) : store.MarkRelease(refusal.Status), refusal);
            }

            return refusal;
        }

        private static Refusal Swap(SwapPlan swap, Quiescence quiescence, IClock clock)
        {
            quiescence.Begin();
            while (!quiescence.TryHold())
            {
                if (quiescence.IsHopeless)
                {
                    return new Refusal(Format.Status.NotQuiescent, quiescence.Blocker);
                }

                clock.WaitUntil(clock.NowMs + Quiescence.LookMs);
            }

            Refusal refusal = swap.Transfer(int.MaxValue);
            if (refusal == null)
            {
                swap.Commit();
                swap.Settle();
            }

            quiescence.Release();
            return refusal;
        }

        private Refusal Apply(int slot, bool onTrial, BoardPorts ports, ReleaseIdentity identity, ObjectTable table, PatchStore store)
        {
            PayloadCopy copy = new PayloadCopy(store, identity, ports.Unpacking);
            copy.Begin(slot);
            while (!copy.Step())
            {
            }

            int status = copy.Status;
            VerifiedPatch verified = copy.Patch;
            Plan plan = verified == null ? null : PlanReader.Read(verified.Plan, 0, verified.Plan.Length, out status);
            if (plan == null)
            {
                return new Refusal(status, null);
            }

            if (!Bytes.Equal(plan.BaseDigest, 0, identity.Digest, 0, identity.Digest.Length))
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

                SwapPlan.RedirectAtBoot(table, loaded);
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
