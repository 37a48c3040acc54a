namespace NanoLive.Storage
{
    /// <summary>
    /// What this boot runs. Holding one proves that the journal already says so: when this boot is cut short, the next one knows. Made by
    /// <see cref="PatchStore.MarkBoot"/> only.
    /// </summary>
    [ForTools]
    public sealed class BootChoice
    {
        internal BootChoice(int slot, int status, bool onTrial)
        {
            Slot = slot;
            Status = status;
            OnTrial = onTrial;
        }

        /// <summary>Whose patch to load; <see cref="PatchStore.NoSlot"/>: the release runs without one.</summary>
        public readonly int Slot;

        /// <summary>
        /// What to report: <see cref="Format.Status.Ok"/> when nothing happened, <see cref="Format.Status.AppliedAtBoot"/>,
        /// <see cref="Format.Status.ResetInTrial"/>, <see cref="Format.Status.BootLoop"/>, or a fault of the flash.
        /// </summary>
        public readonly int Status;

        /// <summary>The patch is to be confirmed or failed; a reset before that fails it.</summary>
        public readonly bool OnTrial;
    }
}
