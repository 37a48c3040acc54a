using NanoLive.Format;

namespace NanoLive.Publishing;

/// <summary>How a patch travels.</summary>
public sealed record PublishOptions
{
    /// <summary>
    /// A longer envelope is offered without its payload, which then comes in chunks. A board holds a message about twice while it arrives.
    /// </summary>
    public int InlineLimitBytes { get; init; } = 4096;

    internal int EffectiveLimitBytes => Math.Min(InlineLimitBytes, FormatLimit.EnvelopeBytes);
}
