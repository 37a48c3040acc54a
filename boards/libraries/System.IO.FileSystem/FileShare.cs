namespace System.IO
{
    /// <summary>What others may do meanwhile. The simulated board does not enforce it.</summary>
    [Flags]
    public enum FileShare
    {
        None = 0,
        Read = 1,
        Write = 2,
        ReadWrite = 3,
    }
}
