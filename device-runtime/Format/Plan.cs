namespace NanoLive.Format
{
    /// <summary>What a patch replaces and how state moves. Written by the patch compiler, read by the board; bytes in FORMAT.md.</summary>
    [ForTools]
    public sealed class Plan
    {
        /// <summary>Simple name of the patch assembly; unlike that of any other patch.</summary>
        public string AssemblyName;

        /// <summary>Digest of the release this patch belongs to, 32 bytes; checked again at every boot, for a board can have been flashed since.</summary>
        public byte[] BaseDigest;

        /// <summary>
        /// The way back to the release: at boot nothing is loaded. Applied live, its classes take over from those of an earlier patch
        /// and behave like the release's.
        /// </summary>
        public bool Neutral;

        /// <summary>
        /// States this patch can be applied to live, 32 bytes each: the release's digest stands for the release without a patch, a payload's
        /// digest for the release with that patch. In any other state it waits for the next reboot. When the release is among them, a boot
        /// with the patch begins with the release's objects and swaps them; when it is not, the patch's constructors make them.
        /// </summary>
        public byte[][] FromStates;

        public ClassChange[] Classes;

        /// <summary>Fields of release classes that can hold a replaced object, beyond bound fields: the runtime re-points them, too.</summary>
        public HolderField[] Holders;

        /// <summary>Static fields of earlier patches that go along.</summary>
        public StaticMove[] Statics;

        /// <summary>Class and name of a static method without parameters that takes the place of static constructors; both null if none.</summary>
        public string EntryClass;

        public string EntryMethod;
    }
}
