using NanoLive.Format;
using NanoLive.Ports;
using NanoLive.Simulator;
using NanoLive.Storage;

namespace NanoLive.Stories.Tests;

/// <summary>What the next boot has to run and to report, read from the flash that a power cut left (FORMAT.md, "Transitions of a slot").</summary>
/// <param name="Digest">Of the patch; null: the release.</param>
/// <param name="Status">Of the boot's first report.</param>
internal sealed record BootForecast(string? Digest, int Status)
{
    /// <summary>Writes nothing. The chip has power again from now on.</summary>
    public static BootForecast Of(SimulatedFlash chip)
    {
        chip.Revive();
        var store = PatchStore.Open(new ChipFlash(chip), out int opened);
        string? Named(int slot) => slot == PatchStore.NoSlot ? null : Convert.ToHexStringLower(store.Digest(slot));
        return opened != Format.Status.Ok ? new BootForecast(null, opened)
            : store.TrialSlot != PatchStore.NoSlot ? new BootForecast(Named(store.ConfirmedSlot), Format.Status.ResetInTrial)
            : store.PendingSlot != PatchStore.NoSlot ? new BootForecast(Named(store.PendingSlot), Format.Status.AppliedAtBoot)
            : store.ConfirmedSlot != PatchStore.NoSlot ? new BootForecast(Named(store.ConfirmedSlot), Format.Status.AppliedAtBoot)
            : new BootForecast(null, Format.Status.Ok);
    }

    private sealed class ChipFlash(SimulatedFlash chip) : IFlash
    {
        public int RegionCount => chip.RegionCount;

        public int WriteUnitBytes => chip.WriteUnitBytes;

        public int RegionLengthBytes(int region) => chip.RegionLengthBytes(region);

        public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count) =>
            chip.Read(region, offset, buffer, bufferOffset, count) == 0 ? Format.Status.Ok : Format.Status.FlashFault;

        public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count) => throw new NotSupportedException();

        public int Erase(int region) => throw new NotSupportedException();
    }
}
