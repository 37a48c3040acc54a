namespace NanoLive.Mqtt.Packets;

/// <summary>Bytes to packets. Pure; no input makes it throw. What MQTT 3.1.1 forbids is a violation, and [MQTT-4.8.0-1] closes the connection.</summary>
internal static class PacketDecoder
{
    /// <summary>Returns null and says why when the packet is not allowed. Neither result keeps a reference to the body.</summary>
    /// <param name="firstByte">Type and flags.</param>
    /// <param name="body">All that follows the remaining length.</param>
    public static Packet? Decode(byte firstByte, ReadOnlySpan<byte> body, out string? violation)
    {
        var reader = new PacketReader(body);
        int flags = firstByte & 0x0F;
        var type = (PacketType)(firstByte >> 4);
        bool hasOwnFlags = type == PacketType.Publish;
        int fixedFlags = type is PacketType.Subscribe or PacketType.Unsubscribe ? 2 : 0;
        reader.Require(hasOwnFlags || flags == fixedFlags, "[MQTT-2.2.2-2] reserved flags of the first byte");
        Packet? packet = type switch
        {
            PacketType.Connect => ConnectDecoder.Decode(ref reader),
            PacketType.Connack => Connack(ref reader),
            PacketType.Publish => Publish(flags, ref reader),
            PacketType.Puback => new PubackPacket(reader.PacketId()),
            PacketType.Subscribe => Subscribe(ref reader),
            PacketType.Suback => Suback(ref reader),
            PacketType.Unsubscribe => Unsubscribe(ref reader),
            PacketType.Unsuback => new UnsubackPacket(reader.PacketId()),
            PacketType.Pingreq => new PingreqPacket(),
            PacketType.Pingresp => new PingrespPacket(),
            PacketType.Disconnect => new DisconnectPacket(),
            _ => null,
        };
        if (packet is null)
        {
            reader.Fail($"packet type {(int)type} is not offered: QoS 2 or reserved");
        }
        else if (packet is not ConnectPacket { Level: not ConnectPacket.Mqtt311 })
        {
            reader.RequireEnd();
        }

        violation = reader.Violation;
        return violation is null ? packet : null;
    }

    private static ConnackPacket Connack(ref PacketReader reader)
    {
        byte flags = reader.Byte();
        byte code = reader.Byte();
        reader.Require(flags <= 1, "reserved flags of CONNACK");
        reader.Require(code <= (byte)MqttConnectCode.NotAuthorized, "reserved return code of CONNACK");
        reader.Require(flags == 0 || code == 0, "[MQTT-3.2.2-4] session present, but refused");
        return new ConnackPacket(flags == 1, (MqttConnectCode)code);
    }

    private static PublishPacket Publish(int flags, ref PacketReader reader)
    {
        bool duplicate = (flags & 8) != 0;
        int qos = flags >> 1 & 3;
        reader.Require(qos != 3, "[MQTT-3.3.1-4] QoS 3");
        reader.Require(qos != 2, "QoS 2 is not offered");
        reader.Require(qos != 0 || !duplicate, "[MQTT-3.3.1-2] DUP with QoS 0");
        string topic = reader.Topic();
        ushort id = qos == 0 ? (ushort)0 : reader.PacketId();
        var message = new MqttMessage(topic, reader.Rest(), (MqttQos)qos, (flags & 1) != 0) { Duplicate = duplicate };
        return new PublishPacket(message, id);
    }

    private static SubscribePacket Subscribe(ref PacketReader reader)
    {
        ushort id = reader.PacketId();
        var filters = new List<RequestedFilter>();
        reader.Require(!reader.IsAtEnd, "[MQTT-3.8.3-3] SUBSCRIBE without a filter");
        while (!reader.IsAtEnd)
        {
            string filter = reader.Filter();
            byte qos = reader.Byte();
            reader.Require(qos <= 2, "[MQTT-3.8.3-4] reserved bits of the requested QoS");
            filters.Add(new RequestedFilter(filter, qos));
        }

        return new SubscribePacket(id, filters);
    }

    private static SubackPacket Suback(ref PacketReader reader)
    {
        ushort id = reader.PacketId();
        byte[] codes = reader.Rest();
        reader.Require(codes.Length > 0, "SUBACK without a return code");
        reader.Require(codes.All(code => code is <= 2 or SubackPacket.Refused), "[MQTT-3.9.3-2] reserved return code of SUBACK");
        return new SubackPacket(id, codes);
    }

    private static UnsubscribePacket Unsubscribe(ref PacketReader reader)
    {
        ushort id = reader.PacketId();
        var filters = new List<string>();
        reader.Require(!reader.IsAtEnd, "[MQTT-3.10.3-2] UNSUBSCRIBE without a filter");
        while (!reader.IsAtEnd)
        {
            filters.Add(reader.Filter());
        }

        return new UnsubscribePacket(id, filters);
    }
}
