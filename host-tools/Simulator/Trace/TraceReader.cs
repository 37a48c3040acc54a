namespace NanoLive.Simulator;

/// <summary>
/// Reads a trace file while a board may still be writing it. A process appends with times that start at 0, so records come in sessions,
/// each opened by <see cref="TraceWords.Opened"/>; <see cref="TimedRecord"/> puts them on one wall clock.
/// </summary>
public static class TraceReader
{
    /// <summary>All whole records, oldest first. A line that was cut off by a kill is left out.</summary>
    public static IReadOnlyList<TimedRecord> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var records = new List<TimedRecord>();
        long originUs = 0;
        int session = 0;
        while (reader.ReadLine() is { } line)
        {
            if (TraceLine.Parse(line) is not { } record)
            {
                continue;
            }

            if (record.What == TraceWords.Opened)
            {
                originUs = (record.First * 1000) - record.AtUs;
                session++;
            }
            else if (record.What == TraceWords.Slip)
            {
                originUs += record.First;
            }

            records.Add(new TimedRecord(session, originUs + record.AtUs, record));
        }

        return records;
    }
}
