namespace NanoLive.Mqtt.Broker;

/// <summary>
/// The last retained message of each topic (MQTT 3.1.1, 3.3.1.3), bounded. A plain filter is one lookup; a wildcard looks at all of them, which
/// a development broker can afford. Not synchronised: the exchange's lock guards it.
/// </summary>
internal sealed class RetainedMessages(int maxMessages, long maxBytes)
{
    private readonly Dictionary<string, MqttMessage> _byTopic = [];
    private long _bytes;

    /// <summary>Keeps the message, or deletes the kept one if the payload is empty. False, and nothing changed, when it does not fit.</summary>
    public bool TryKeep(MqttMessage message)
    {
        _byTopic.TryGetValue(message.Topic, out MqttMessage? previous);
        long bytes = _bytes - (previous?.Payload.Length ?? 0) + message.Payload.Length;
        if (message.Payload.IsEmpty)
        {
            _byTopic.Remove(message.Topic);
        }
        else if (bytes > maxBytes || previous is null && _byTopic.Count == maxMessages)
        {
            return false;
        }
        else
        {
            _byTopic[message.Topic] = message;
        }

        _bytes = bytes;
        return true;
    }

    public List<MqttMessage> Matching(string filter)
    {
        if (filter.AsSpan().IndexOfAny('+', '#') >= 0)
        {
            return [.. _byTopic.Values.Where(message => MqttTopics.Matches(filter, message.Topic))];
        }

        return _byTopic.TryGetValue(filter, out MqttMessage? exact) ? [exact] : [];
    }
}
