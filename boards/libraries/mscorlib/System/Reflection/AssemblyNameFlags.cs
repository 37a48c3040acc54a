namespace System.Reflection
{
    [Flags]
    public enum AssemblyNameFlags
    {
        None = 0x0000,
        PublicKey = 0x0001,
        Retargetable = 0x0100,
        EnableJITcompileOptimizer = 0x4000,
        EnableJITcompileTracking = 0x8000,
    }
}
