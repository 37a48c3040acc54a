namespace NanoLive.Ports
{
    /// <summary>The board's diary, for people and tests. Never part of a decision.</summary>
    public interface ITrace
    {
        /// <param name="what">A constant of <see cref="TraceWord"/>.</param>
        /// <param name="subject">Entry, class, patch or topic; may be null.</param>
        void Write(string what, string subject, long first, long second);
    }
}
