namespace NanoLive.Format
{
    /// <summary>What a patch replaces and how state moves. Written by the patch compiler, read by the board; bytes in FORMAT.md.</summary>
    public sealed class Plan
    {
        /// <summary>Simple name of the patch assembly; unlike that of any other patch.</summary>
        public string AssemblyName;

        /// <summary>
        /// States this patch can be applied to live, 32 bytes each: the release's digest stands for the release without a patch, a payload's
        /// digest for the release with that patch. In any other state it waits for the next reboot.
        /// </summary>
        public byte[][] FromStates;

        public ClassChange[] Classes;

        /// <summary>Fields of release classes that can hold a replaced object, beyond bound fields: the runtime re-points them, too.</summary>
        public HolderField[] Holders;

        /// <summary>Class and name of a static method without parameters that takes the place of static constructors; both null if none.</summary>
        public string EntryClass;

        public string EntryMethod;
    }
}
