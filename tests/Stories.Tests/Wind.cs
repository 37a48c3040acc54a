using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>What the anemometer's drivers have to make of the edges, written down a second time.</summary>
internal static class Wind
{
    private const int MillimetresPerEdge = 667;
    private const int LeastMs = 250;

    // The edges of a pass are delivered as it begins; a clock in milliseconds says when that was.
    private const long PassUs = 999;

    /// <summary>
    /// The newest reading counts every edge of this boot. One in the very millisecond of a reading may come before or after it, so the newest without
    /// such an edge is asked.
    /// </summary>
    public static void AssertNoneLost(SimulatedBoard board, IReadOnlyList<Reading> readings)
    {
        var newest = readings.Last(reading => EdgesUpTo(board, reading.AtMs - 1) == EdgesUpTo(board, reading.AtMs));
        Assert.Equal(EdgesUpTo(board, newest.AtMs), newest.WindEdges);
    }

    /// <summary>Falling edges on the contact's pin since the driver set it up in this boot.</summary>
    private static int EdgesUpTo(SimulatedBoard board, long atMs)
    {
        string pin = board.Parts.Anemometer.Pin.ToString();
        long fromUs = board.Trace.Of(TraceWords.Mode).Last(record => record.Subject == pin && record.First == (long)PinDirection.InputPullUp).AtUs;
        return board.Pins[board.Parts.Anemometer.Pin].Edges
            .Count(edge => !edge.Rising && edge.Cause == PinCause.Part && edge.TimeUs > fromUs && edge.TimeUs <= (atMs * 1000) + PassUs);
    }

    /// <summary>The speed that belongs to each reading of one boot: the plain one, and from a moment on the median of the newest five.</summary>
    /// <param name="readings">All of a boot, in order.</param>
    /// <param name="isFiltered">Whether the filter is in force at a reading. It begins empty each time.</param>
    public static IReadOnlyList<int> Speeds(IReadOnlyList<Reading> readings, Func<Reading, bool> isFiltered)
    {
        List<int> speeds = [];
        List<int> newest = [];
        int speed = 0;
        (int edges, long atMs) = (0, 0);
        foreach (var reading in readings)
        {
            if (!isFiltered(reading))
            {
                newest.Clear();
            }

            long elapsedMs = reading.AtMs - atMs;
            if (elapsedMs >= LeastMs)
            {
                speed = (int)((reading.WindEdges - edges) * MillimetresPerEdge * 1000L / elapsedMs);
                (edges, atMs) = (reading.WindEdges, reading.AtMs);
                if (isFiltered(reading))
                {
                    newest.Add(speed);
                    speed = Median(newest.TakeLast(5));
                }
            }

            speeds.Add(speed);
        }

        return speeds;
    }

    private static int Median(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
