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
    /// Every reading of this boot counts every edge of it up to then. One in the very millisecond of a reading may come before or after it; the newest
    /// reading without such an edge counts exactly.
    /// </summary>
    public static void AssertNoneLost(SimulatedBoard board, IReadOnlyList<Reading> readings)
    {
        string pin = board.Parts.Anemometer.Pin.ToString();
        long fromUs = board.Trace.Of(TraceWords.Mode).Last(record => record.Subject == pin && record.First == (long)PinDirection.InputPullUp).AtUs;
        long[] edgesUs = [.. board.Pins[board.Parts.Anemometer.Pin].Edges
            .Where(edge => !edge.Rising && edge.Cause == PinCause.Part && edge.TimeUs > fromUs)
            .Select(edge => edge.TimeUs)];
        int EdgesUpTo(long ms) => edgesUs.Count(us => us <= (ms * 1000) + PassUs);

        var ofThisBoot = readings.Where(reading => reading.AtMs * 1000 > fromUs).ToList();
        Assert.All(ofThisBoot, reading => Assert.InRange(reading.WindEdges, EdgesUpTo(reading.AtMs - 1), EdgesUpTo(reading.AtMs)));
        var newest = ofThisBoot.Last(reading => EdgesUpTo(reading.AtMs - 1) == EdgesUpTo(reading.AtMs));
        Assert.Equal(EdgesUpTo(newest.AtMs), newest.WindEdges);
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
