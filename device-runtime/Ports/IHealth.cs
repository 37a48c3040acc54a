namespace NanoLive.Ports
{
    /// <summary>The application's word on whether the board does its work. Asked once a pass during a trial and after boot.</summary>
    public interface IHealth
    {
        bool IsHealthy { get; }

        /// <summary>One line that says what is wrong; null when healthy.</summary>
        string Complaint { get; }
    }
}
