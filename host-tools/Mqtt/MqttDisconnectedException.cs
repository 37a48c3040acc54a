namespace NanoLive.Mqtt;

/// <summary>
/// There is no connection, or it ended before the operation was acknowledged. A QoS 1 message may have been delivered all the same.
/// </summary>
public sealed class MqttDisconnectedException(MqttDisconnection disconnection) : IOException(disconnection.Diagnostic)
{
    public MqttDisconnection Disconnection { get; } = disconnection;
}
