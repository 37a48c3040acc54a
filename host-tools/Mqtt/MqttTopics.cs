namespace NanoLive.Mqtt;

/// <summary>Topic names and topic filters (MQTT 3.1.1, 4.7).</summary>
public static class MqttTopics
{
    /// <summary>Deeper ones are refused: the subscription tree recurses by level.</summary>
    public const int MaxLevels = 200;

    /// <summary>True for a name that can be published to: 1 to 65,535 bytes, no wildcard, no U+0000, no lone surrogate.</summary>
    public static bool IsTopic(string topic) => topic.AsSpan().IndexOfAny('+', '#') < 0 && IsLevels(topic);

    /// <summary>True for a filter that can be subscribed to: <c>+</c> is a whole level, <c>#</c> is the whole last one (4.7.1).</summary>
    public static bool IsFilter(string filter)
    {
        if (!IsLevels(filter))
        {
            return false;
        }

        for (int i = 0; i < filter.Length; i++)
        {
            bool wholeLevel = (i == 0 || filter[i - 1] == '/') && (i == filter.Length - 1 || filter[i + 1] == '/');
            if (filter[i] == '+' && !wholeLevel || filter[i] == '#' && !(wholeLevel && i == filter.Length - 1))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a message to the topic goes to a subscriber of the filter. A filter that begins with a wildcard does not match topics that
    /// begin with <c>$</c> (4.7.2); <c>a/#</c> matches <c>a</c> (4.7.1.2).
    /// </summary>
    public static bool Matches(string filter, string topic)
    {
        if (topic.StartsWith('$') && (filter.StartsWith('+') || filter.StartsWith('#')))
        {
            return false;
        }

        int f = 0;
        int t = 0;
        while (true)
        {
            ReadOnlySpan<char> wanted = Level(filter, f);
            if (wanted is "#")
            {
                return true;
            }

            if (t > topic.Length || wanted is not "+" && !wanted.SequenceEqual(Level(topic, t)))
            {
                return false;
            }

            f += wanted.Length + 1;
            t += Level(topic, t).Length + 1;
            if (f > filter.Length)
            {
                return t > topic.Length;
            }
        }
    }

    // From a position up to the next separator; the position after the last level is one beyond the text.
    private static ReadOnlySpan<char> Level(string text, int from)
    {
        ReadOnlySpan<char> rest = text.AsSpan(from);
        int length = rest.IndexOf('/');
        return length < 0 ? rest : rest[..length];
    }

    private static bool IsLevels(string text) => text.Length > 0 && text.AsSpan().Count('/') < MaxLevels && MqttText.IsValid(text);
}
