namespace NanoLive.Mqtt;

/// <summary>
/// An MQTT 3.1.1 client. It does not reconnect by itself (<see cref="MqttReconnection"/> does); the same object can connect again after
/// its connection ended. All members may be called from any thread. Disposing it disconnects.
/// </summary>
public interface IMqttClient : IAsyncDisposable
{
    bool IsConnected { get; }

    /// <summary>
    /// Messages in the order of their arrival, over all connections of this client; ends when the client is disposed. At most about 16 MB
    /// wait; then the client stops reading from the network until some are taken. To await an answer meanwhile is to wait in vain: after
    /// <see cref="MqttConnectOptions.AnswerTimeoutMs"/> the connection ends with <see cref="MqttDisconnectReason.NoAnswer"/>.
    /// </summary>
    IAsyncEnumerable<MqttMessage> Messages { get; }

    /// <summary>Raised once for each connection that had been accepted, after <see cref="IsConnected"/> became false.</summary>
    event Action<MqttDisconnection>? Disconnected;

    /// <summary>Never throws for what the network or the broker does; see the outcome.</summary>
    /// <exception cref="InvalidOperationException">Already connected.</exception>
    /// <exception cref="ArgumentException">Options that no broker could accept.</exception>
    Task<MqttConnectOutcome> ConnectAsync(MqttConnectOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// QoS 0: returns when it is handed to the network. QoS 1: when the broker has acknowledged it. With a persistent session
    /// (<see cref="MqttConnectOptions.CleanSession"/> false) a QoS 1 message outlives a lost connection and is sent again with the next one,
    /// the task waiting for it. Cancelling ends the wait and takes nothing back.
    /// </summary>
    /// <exception cref="MqttDisconnectedException"/>
    /// <exception cref="ArgumentException">Not a topic, or larger than <see cref="MqttConnectOptions.MaxPacketBytes"/>.</exception>
    Task PublishAsync(MqttMessage message, CancellationToken cancellationToken = default);

    /// <summary>Returns the QoS granted, or null when the broker refused the filter.</summary>
    /// <exception cref="MqttDisconnectedException"/>
    /// <exception cref="ArgumentException">Not a topic filter.</exception>
    Task<MqttQos?> SubscribeAsync(string topicFilter, MqttQos qos = MqttQos.AtLeastOnce, CancellationToken cancellationToken = default);

    /// <exception cref="MqttDisconnectedException"/>
    Task UnsubscribeAsync(string topicFilter, CancellationToken cancellationToken = default);

    /// <summary>Says goodbye, so that no last will is published, and closes. Does nothing when not connected.</summary>
    Task DisconnectAsync(CancellationToken cancellationToken = default);
}
