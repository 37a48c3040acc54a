using System.Runtime.CompilerServices;
using NanoLive.Mqtt;

namespace NanoLive.Publishing;

/// <summary>Turns what a fleet's boards say into records.</summary>
public sealed class FleetWatcher(IMqttClient client, FleetTopics topics)
{
    private static readonly string[] Names = ["state", "event", "online"];

    /// <summary>Asks for the messages of all devices; to be called with every new connection. The retained ones arrive at once.</summary>
    /// <returns>Null, or why the broker gives us nothing.</returns>
    /// <exception cref="MqttDisconnectedException"/>
    public async Task<string?> SubscribeAsync(CancellationToken cancellationToken = default)
    {
        foreach (string name in Names)
        {
            if (await client.SubscribeAsync(topics.AllDevices(name), MqttQos.AtLeastOnce, cancellationToken) is null)
            {
                return $"the broker refuses the subscription to {topics.AllDevices(name)}: this user may not read it.";
            }
        }

        return null;
    }

    /// <summary>What has come in, in its order; what is no device's message is passed over. Ends with the client.</summary>
    public async IAsyncEnumerable<FleetMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (MqttMessage message in client.Messages.WithCancellation(cancellationToken))
        {
            if (Read(message) is { } read)
            {
                yield return read;
            }
        }
    }

    /// <summary>Null when it is no message of a device of this fleet, or an emptied topic.</summary>
    public FleetMessage? Read(MqttMessage message) =>
        topics.TryReadDevice(message.Topic, out string id, out string name) && message.Payload.Length > 0
            ? FleetMessageReader.Read(id, name, message.Payload)
            : null;
}
