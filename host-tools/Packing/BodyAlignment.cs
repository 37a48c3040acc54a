namespace NanoLive.Packing;

/// <summary>Which instructions of an old body a new one keeps: the alignment with the highest sum of likenesses.</summary>
internal static class BodyAlignment
{
    private const int MostCells = 16_000_000;

    /// <summary>The sum of the best alignment.</summary>
    public static int Score(int oldCount, int newCount, Func<int, int, int> likeness) =>
        Of(oldCount, newCount, likeness).Select((old, now) => old < 0 ? 0 : likeness(old, now)).Sum();

    /// <returns>For each new instruction the index of the old one, or -1; ascending.</returns>
    public static int[] Of(int oldCount, int newCount, Func<int, int, int> likeness)
    {
        var kept = new int[newCount];
        Array.Fill(kept, -1);
        if ((long)(oldCount + 1) * (newCount + 1) > MostCells)
        {
            return kept;
        }

        var best = new int[oldCount + 1, newCount + 1];
        for (var o = oldCount - 1; o >= 0; o--)
        {
            for (var n = newCount - 1; n >= 0; n--)
            {
                var skip = Math.Max(best[o + 1, n], best[o, n + 1]);
                var like = likeness(o, n);
                best[o, n] = like > 0 ? Math.Max(skip, best[o + 1, n + 1] + like) : skip;
            }
        }

        for (int o = 0, n = 0; o < oldCount && n < newCount;)
        {
            var like = likeness(o, n);
            if (like > 0 && best[o, n] == best[o + 1, n + 1] + like)
            {
                kept[n++] = o++;
            }
            else if (best[o, n] == best[o + 1, n])
            {
                o++;
            }
            else
            {
                n++;
            }
        }

        return kept;
    }
}
