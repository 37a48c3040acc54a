namespace NanoLive.Mqtt;

/// <summary>One application message. The payload is not copied on its way: whoever hands it over leaves it unchanged.</summary>
/// <param name="Topic">1 to 65,535 bytes of UTF-8 without wildcards; see <see cref="MqttTopics.IsTopic"/>.</param>
/// <param name="Payload">May be empty; with <paramref name="Retain"/> an empty one deletes the retained message (3.3.1.3).</param>
/// <param name="Qos">Sent: as asked for. Received: as delivered.</param>
/// <param name="Retain">Sent: the broker keeps it. Received: it was kept, and is not new.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos = MqttQos.AtMostOnce, bool Retain = false)
{
    /// <summary>Received only: it may have been delivered before (3.3.1.1).</summary>
    public bool Duplicate { get; init; }
}
