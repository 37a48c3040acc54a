using NanoLive.Format;
using NanoLive.Loading;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Storage;
using NanoLive.Trust;

namespace NanoLive.Update
{
    // Before the application has made anything there is no state to move and no caller to wait for: the patch's classes simply take the places
    // of the release's. What cannot be loaded now could not be loaded at the next boot either, so the board gives it up at once.

    /// <summary>What a boot found in flash and made of it.</summary>
    internal sealed class BootedPatch
    {
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

            Refusal refusal = booted.Apply(choice.Slot, choice.OnTrial, identity, table, store);
            if (refusal != null && choice.OnTrial)
            {
                booted.Reject(store.MarkFailed(choice.Slot, refusal.Status), refusal);
                refusal = store.ConfirmedSlot == PatchStore.NoSlot ? null : booted.Apply(store.ConfirmedSlot, false, identity, table, store);
            }

            if (refusal != null)
            {
                booted.Reject(store.MarkRelease(refusal.Status), refusal);
            }

            return booted;
        }

        private Refusal Apply(int slot, bool onTrial, ReleaseIdentity identity, ObjectTable table, PatchStore store)
        {
            PayloadCopy copy = new PayloadCopy(store);
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
