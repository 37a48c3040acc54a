using System.Text;

namespace NanoLive.Mqtt;

/// <summary>Topic names and topic filters (MQTT 3.1.1, 4.7).</summary>
public static class MqttTopics
{
    /// <summary>Deeper ones are refused: the subscription tree recurses by level.</summary>
    public const int MaxLevels = 200;

    private const int MaxBytes = 65_535;

    /// <summary>True for a name that can be published to: 1 to 65,535 bytes, no wildcard, no U+0000, no lone surrogate.</summary>
    public static bool IsTopic(string topic) => topic.AsSpan().IndexOfAny('+', '#') < 0 && IsText(topic);

    /// <summary>True for a filter that can be subscribed to: <c>+</c> is a whole level, <c>#</c> is the whole last one (4.7.1).</summary>
    public static bool IsFilter(string filter)
    {
        if (!IsText(filter))
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

        string[] wanted = filter.Split('/');
        string[] given = topic.Split('/');
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "#")
            {
                return true;
            }

            if (i >= given.Length || wanted[i] != "+" && wanted[i] != given[i])
            {
                return false;
            }
        }

        return wanted.Length == given.Length;
    }

    private static bool IsText(string text) =>
        text.Length is > 0 and <= MaxBytes
        && !text.Contains('\0')
        && text.AsSpan().Count('/') < MaxLevels
        && !HasLoneSurrogate(text)
        && Encoding.UTF8.GetByteCount(text) <= MaxBytes;

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
