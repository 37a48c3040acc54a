namespace NanoLive.Objects
{
    /// <summary>Why something that was asked is not done. Nothing was changed by what returned it.</summary>
    [ForTools]
    public sealed class Refusal
    {
        public Refusal(int status, string subject)
        {
            Status = status;
            Subject = subject;
        }

        /// <summary>A permanent number of <see cref="Format.Status"/>.</summary>
        public int Status { get; }

        /// <summary>The class, field, entry or caller that stands in the way.</summary>
        public string Subject { get; }
    }
}
