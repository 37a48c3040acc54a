using NanoLive.Hardware;

namespace NanoLive.BoardLibraries.Board;

/// <summary>A broker within the call: answers at once, returns a message to whoever subscribed to exactly its topic.</summary>
internal sealed class FakeMqttLink(string host, int port, IMqttLinkListener listener) : IMqttLink
{
    private readonly Dictionary<string, int> _subscriptions = [];
    private int _packetId;

    public bool IsConnected { get; private set; }

    public int Connect(
        string clientId,
        string user,
        string password,
        bool willRetain,
        int willQos,
        string willTopic,
        byte[] willMessage,
        bool cleanSession,
        int keepAliveSeconds)
    {
        IsConnected = host == "broker" && port == 1883;
        return IsConnected ? 0 : 255;
    }

    public int Publish(string topic, byte[] payload, int qos, bool retain)
    {
        int id = qos == 0 ? 0 : ++_packetId;
        if (_subscriptions.TryGetValue(topic, out int granted))
        {
            listener.OnMessage(topic, payload, Math.Min(qos, granted), retain, duplicate: false);
        }

        if (qos > 0)
        {
            listener.OnPublished(id);
        }

        return id;
    }

    public int Subscribe(string topicFilter, int qos)
    {
        _subscriptions[topicFilter] = qos;
        listener.OnSubscribed(++_packetId, qos);
        return _packetId;
    }

    public int Unsubscribe(string topicFilter)
    {
        _subscriptions.Remove(topicFilter);
        listener.OnUnsubscribed(++_packetId);
        return _packetId;
    }

    public void Disconnect()
    {
        IsConnected = false;
        listener.OnClosed();
    }
}
