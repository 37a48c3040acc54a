namespace NanoLive.Format
{
    /// <summary>The form of the assembly in a patch. Permanent numbers, FORMAT.md.</summary>
    public static class AssemblyGeneration
    {
        /// <summary>IL in a .dll: the simulated board.</summary>
        public const int Il = 0;

        /// <summary>.pe with the marker NFMRK1: nanoFramework 1.x.</summary>
        public const int PeV1 = 1;
    }
}
