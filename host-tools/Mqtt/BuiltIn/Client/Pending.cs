using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Client;

/// <summary>A packet with an identifier that the broker has not answered. The identifier is taken until it is, or until the wait is given up.</summary>
/// <param name="Message">The QoS 1 message; null for SUBSCRIBE and UNSUBSCRIBE, which end with their connection.</param>
internal sealed record Pending(ushort Id, MqttMessage? Message)
{
    public TaskCompletionSource<Packet> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
