namespace NanoLive.Storage.Tests;

/// <summary>All that a store says about itself; equal when nothing differs.</summary>
public sealed record Observation(
    long HighestSequence, int Confirmed, int Trial, int Pending, int Staging, int Staged, int Boots, int LastOutcome, string LastDigest, string? Resumable, string Slots)
{
    public static Observation Of(PatchStore store)
    {
        string slots = string.Join(" | ", Enumerable.Range(0, 2).Select(slot =>
            $"{Convert.ToHexString(store.Digest(slot))[..8]} {store.LengthBytes(slot)} {store.Sequence(slot)} {(store.FailedBefore(store.Digest(slot)) ? "failed" : "")}"));
        return new Observation(
            store.HighestSequence, store.ConfirmedSlot, store.TrialSlot, store.PendingSlot, store.StagingSlot,
            store.StagingSlot == PatchStore.NoSlot ? 0 : store.StagedBytes(store.StagingSlot), store.BootsWithoutHealth, store.LastOutcome,
            Convert.ToHexString(store.LastDigest)[..8], store.ResumableDigest is { } digest ? Convert.ToHexString(digest)[..8] : null, slots);
    }

    public static Observation Of(TornFlash flash) => Of(PatchStore.Open(flash.Copy(), out _));
}
