namespace NanoLive.Mqtt;

/// <summary>Where and how a client connects (MQTT 3.1.1, 3.1).</summary>
public sealed record MqttConnectOptions
{
    public required string Host { get; init; }

    public int Port { get; init; } = 1883;

    /// <summary>Empty: the broker chooses one, which needs <see cref="CleanSession"/>.</summary>
    public string ClientId { get; init; } = "";

    public string? User { get; init; }

    /// <summary>Needs <see cref="User"/>.</summary>
    public string? Password { get; init; }

    /// <summary>False: subscriptions and unacknowledged messages outlive the connection, on both sides.</summary>
    public bool CleanSession { get; init; } = true;

    /// <summary>0 to 65,535; 0 turns it off. The client pings when it has had nothing else to say.</summary>
    public int KeepAliveSeconds { get; init; } = 30;

    /// <summary>What the broker publishes when the connection ends without <see cref="IMqttClient.DisconnectAsync"/>.</summary>
    public MqttMessage? Will { get; init; }

    /// <summary>Bound for the TCP connection and the broker's CONNACK together.</summary>
    public int ConnectTimeoutMs { get; init; } = 10_000;

    /// <summary>A broker that leaves an acknowledgement or a ping unanswered for so long is taken for gone, and the connection closed.</summary>
    public int AnswerTimeoutMs { get; init; } = 10_000;

    /// <summary>A larger packet, in or out, is refused: the incoming one closes the connection, the outgoing one throws.</summary>
    public int MaxPacketBytes { get; init; } = 256 * 1024;
}
