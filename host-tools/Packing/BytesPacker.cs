namespace NanoLive.Packing;

/// <summary>The numbers of bytes that resemble a pattern, in the order in which <see cref="Unpacking.BytesUnpacking"/> asks for them.</summary>
internal static class BytesPacker
{
    private const int KeyBytes = 4;
    private const int MostCandidates = 64;

    public static IEnumerable<Symbol> Symbols(byte[] pattern, int patternLength, byte[] target)
    {
        byte[] all = [.. pattern[..patternLength], .. target];
        var places = new Dictionary<uint, List<int>>();
        var known = 0;
        var cursor = 0;
        for (var filled = 0; filled < target.Length;)
        {
            var end = patternLength + filled;
            for (; known + KeyBytes <= end; known++)
            {
                var list = places.TryGetValue(Key(all, known), out var found) ? found : places[Key(all, known)] = [];
                list.Add(known);
            }

            if (cursor < end && all[cursor] == target[filled])
            {
                yield return true;
                cursor++;
                filled++;
                continue;
            }

            if (cursor < end)
            {
                yield return false;
            }

            var place = Best(all, end, places);
            if (place < 0)
            {
                yield return 0;
                yield return (int)target[filled];
            }
            else if (place > cursor && place - cursor < 256)
            {
                yield return 1;
                yield return place - cursor - 1;
                cursor = place + 1;
            }
            else
            {
                yield return 2;
                yield return place;
                cursor = place + 1;
            }

            filled++;
        }
    }

    private static int Best(byte[] all, int end, Dictionary<uint, List<int>> places)
    {
        var (best, bestLength) = (-1, KeyBytes - 1);
        if (end + KeyBytes > all.Length || !places.TryGetValue(Key(all, end), out var candidates))
        {
            return best;
        }

        foreach (var place in candidates.TakeLast(MostCandidates))
        {
            var length = 0;
            while (end + length < all.Length && all[place + length] == all[end + length])
            {
                length++;
            }

            if (length >= bestLength)
            {
                (best, bestLength) = (place, length);
            }
        }

        return best;
    }

    private static uint Key(byte[] bytes, int at) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
