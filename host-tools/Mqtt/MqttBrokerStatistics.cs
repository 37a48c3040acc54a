namespace NanoLive.Mqtt;

/// <summary>What a broker has seen since its start; bytes are those of MQTT packets, without TCP and below.</summary>
/// <param name="MessagesDropped">For one subscriber each, because its queue was full.</param>
public sealed record MqttBrokerStatistics(
    long BytesIn,
    long BytesOut,
    long MessagesIn,
    long MessagesOut,
    long MessagesDropped,
    long Connections);
