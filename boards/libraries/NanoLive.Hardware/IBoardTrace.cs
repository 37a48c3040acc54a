namespace NanoLive.Hardware
{
    /// <summary>A line of the board's diary: what, of whom, two figures. The simulator adds the time.</summary>
    public interface IBoardTrace
    {
        void Write(string what, string subject, long first, long second);
    }
}
