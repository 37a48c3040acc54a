namespace nanoFramework.Runtime.Native
{
    /// <summary>How much of the board restarts. The simulated board makes no difference between them.</summary>
    public enum RebootOption
    {
        NormalReboot = 0,
        EnterNanoBooter = 1,
        ClrOnly = 2,
        EnterProprietaryBooter = 8,
    }
}
