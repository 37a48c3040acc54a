using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>A tale as it goes when nothing is cut: what cuts can be placed on.</summary>
/// <param name="Operations">Flash operations.</param>
/// <param name="Records">Of the trace.</param>
/// <param name="Us">Microseconds.</param>
internal sealed record Measurement(int Operations, IReadOnlyList<TraceRecord> Records, long Us)
{
    /// <summary>Numbers, from 1, of the records with this word.</summary>
    public IEnumerable<int> NumbersOf(string what) => Enumerable.Range(1, Records.Count).Where(number => Records[number - 1].What == what);

    /// <summary>Every cut at a flash operation.</summary>
    public IEnumerable<Cut> FlashCuts(int tears) =>
        from operation in Enumerable.Range(1, Operations)
        from cut in (Cut[])
        [
            Cut.AtOperation(operation, CutPoint.Before),
            .. Enumerable.Range(1, tears).Select(tear => Cut.AtOperation(operation, CutPoint.During, (ulong)tear)),
            Cut.AtOperation(operation, CutPoint.After),
        ]
        select cut;

    /// <summary>Some of them, the same ones each time.</summary>
    public static IReadOnlyList<T> Some<T>(IEnumerable<T> all, int count, string purpose)
    {
        var random = SeededRandom.For(1, purpose);
        var left = all.ToList();
        var some = new List<T>();
        while (some.Count < count && left.Count > 0)
        {
            int place = random.Next(left.Count);
            some.Add(left[place]);
            left.RemoveAt(place);
        }

        return some;
    }
}
