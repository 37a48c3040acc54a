namespace System.IO
{
    /// <summary>From where a position is counted.</summary>
    public enum SeekOrigin
    {
        Begin,
        Current,
        End,
    }
}
