namespace NanoLive.Mqtt.Broker;

/// <summary>
/// What the broker keeps of one client (MQTT 3.1.1, 3.1.2.4): its filters and its messages. A persistent session outlives its connection.
/// All but the queue, which guards itself, belongs to the exchange's lock.
/// </summary>
internal sealed class Session(string clientId, bool isPersistent, OutgoingQueue outgoing)
{
    public string ClientId { get; } = clientId;

    public bool IsPersistent { get; } = isPersistent;

    public OutgoingQueue Outgoing { get; } = outgoing;

    /// <summary>Null while the client is away.</summary>
    public BrokerConnection? Connection { get; set; }

    /// <summary>When the client left, for choosing the session that makes room.</summary>
    public long LeftAtMs { get; set; }

    public HashSet<string> Filters { get; } = [];

    public void Deliver(MqttMessage message, MqttQos qos)
    {
        if (Connection is not null || qos == MqttQos.AtLeastOnce)
        {
            Outgoing.Add(message, qos);
            Connection?.Wake();
        }
    }
}
