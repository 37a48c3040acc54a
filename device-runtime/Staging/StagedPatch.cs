using NanoLive.Storage;

namespace NanoLive.Staging
{
    /// <summary>
    /// A payload that lies in a slot as a whole. Holding one proves that as many bytes as the manifest announced were written and read back,
    /// and that a reset does not lose them. It does not prove that they are the right ones: their digest has yet to be compared, on the copy
    /// that will be loaded. Made by <see cref="PatchStaging"/> only.
    /// </summary>
    [ForTools]
    public sealed class StagedPatch
    {
        internal StagedPatch(PatchStore store, int slot)
        {
            Slot = slot;
            PayloadDigest = store.Digest(slot);
            LengthBytes = store.LengthBytes(slot);
        }

        /// <summary>Of the <see cref="PatchStore"/>.</summary>
        public readonly int Slot;

        /// <summary>32 bytes: what a trusted key signed, not what was computed.</summary>
        public readonly byte[] PayloadDigest;

        public readonly int LengthBytes;
    }
}
