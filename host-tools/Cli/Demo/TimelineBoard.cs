namespace NanoLive.Cli.Demo;

/// <summary>What one board did, on the demo's clock: seconds since the timeline's zero.</summary>
public sealed class TimelineBoard
{
    public required string Title { get; init; }

    /// <summary>The value that the patch corrects, one point a sample.</summary>
    public required IReadOnlyList<TimelinePoint> Values { get; init; }

    /// <summary>What a perfect driver would have measured at the same moments.</summary>
    public required IReadOnlyList<TimelinePoint> Truth { get; init; }

    /// <summary>Levels of the relay pin: 1 from this moment on, or 0.</summary>
    public required IReadOnlyList<TimelinePoint> Relay { get; init; }

    /// <summary>Spans with a name: the phases of a patch, the time without power.</summary>
    public required IReadOnlyList<TimelineSpan> Spans { get; init; }

    /// <summary>Moments worth a mark.</summary>
    public required IReadOnlyList<TimelineMark> Marks { get; init; }
}
