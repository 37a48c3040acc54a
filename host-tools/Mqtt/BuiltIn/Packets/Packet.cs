namespace NanoLive.Mqtt.Packets;

/// <summary>One control packet of MQTT 3.1.1, chapter 3, as values. Those of QoS 2 (PUBREC, PUBREL, PUBCOMP) do not exist here.</summary>
internal abstract record Packet;

/// <param name="Level">Anything but 4: all other values are void, the packet is only to be answered with code 1 (3.1.2.2).</param>
/// <param name="KeepAliveSeconds">0 to 65,535; 0 for none.</param>
/// <param name="Will">QoS 2, which a client may ask for, is read as QoS 1.</param>
internal sealed record ConnectPacket(
    int Level,
    string ClientId,
    bool CleanSession,
    int KeepAliveSeconds,
    MqttMessage? Will,
    string? User,
    byte[]? Password) : Packet
{
    public const int Mqtt311 = 4;
}

internal sealed record ConnackPacket(bool SessionPresent, MqttConnectCode Code) : Packet;

/// <param name="Id">0 with QoS 0, otherwise not 0.</param>
internal sealed record PublishPacket(MqttMessage Message, ushort Id) : Packet;

internal sealed record PubackPacket(ushort Id) : Packet;

/// <param name="RequestedQos">0 to 2.</param>
internal readonly record struct RequestedFilter(string Filter, int RequestedQos);

internal sealed record SubscribePacket(ushort Id, IReadOnlyList<RequestedFilter> Filters) : Packet;

/// <param name="Codes">One for each filter asked for: the QoS granted, or <see cref="Refused"/>.</param>
internal sealed record SubackPacket(ushort Id, IReadOnlyList<byte> Codes) : Packet
{
    public const byte Refused = 0x80;
}

internal sealed record UnsubscribePacket(ushort Id, IReadOnlyList<string> Filters) : Packet;

internal sealed record UnsubackPacket(ushort Id) : Packet;

internal sealed record PingreqPacket : Packet;

internal sealed record PingrespPacket : Packet;

internal sealed record DisconnectPacket : Packet;
