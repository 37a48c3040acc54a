using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NanoLive.Mqtt.Packets;

/// <summary>Packets to bytes. Pure; the values are valid, which the callers have seen to.</summary>
internal static class PacketEncoder
{
    /// <summary>Appends the packet; returns its length.</summary>
    public static int Encode(Packet packet, IBufferWriter<byte> output)
    {
        switch (packet)
        {
            case ConnectPacket connect:
                return Frame(PacketType.Connect, 0, Connect(connect), output);
            case ConnackPacket connack:
                return Frame(PacketType.Connack, 0, [(byte)(connack.SessionPresent ? 1 : 0), (byte)connack.Code], output);
            case PublishPacket publish:
                return Publish(publish, output);
            case PubackPacket puback:
                return Frame(PacketType.Puback, 0, Id(puback.Id), output);
            case SubscribePacket subscribe:
                var requests = new List<byte>(Id(subscribe.Id));
                foreach (RequestedFilter request in subscribe.Filters)
                {
                    AddText(requests, request.Filter);
                    requests.Add((byte)request.RequestedQos);
                }

                return Frame(PacketType.Subscribe, 2, [.. requests], output);
            case SubackPacket suback:
                return Frame(PacketType.Suback, 0, [.. Id(suback.Id), .. suback.Codes], output);
            case UnsubscribePacket unsubscribe:
                var filters = new List<byte>(Id(unsubscribe.Id));
                foreach (string filter in unsubscribe.Filters)
                {
                    AddText(filters, filter);
                }

                return Frame(PacketType.Unsubscribe, 2, [.. filters], output);
            case UnsubackPacket unsuback:
                return Frame(PacketType.Unsuback, 0, Id(unsuback.Id), output);
            case PingreqPacket:
                return Frame(PacketType.Pingreq, 0, [], output);
            case PingrespPacket:
                return Frame(PacketType.Pingresp, 0, [], output);
            case DisconnectPacket:
                return Frame(PacketType.Disconnect, 0, [], output);
            default:
                throw new InvalidOperationException($"No bytes are defined for {packet.GetType().Name}.");
        }
    }

    /// <summary>Length of a PUBLISH in bytes, its header included.</summary>
    public static int PublishLengthBytes(MqttMessage message)
    {
        int remaining = PublishRemainingBytes(message);
        return 1 + RemainingLength.LengthBytes(remaining) + remaining;
    }

    private static int PublishRemainingBytes(MqttMessage message) =>
        2 + Encoding.UTF8.GetByteCount(message.Topic) + (message.Qos == MqttQos.AtMostOnce ? 0 : 2) + message.Payload.Length;

    // Straight into the output: the payload of a chunk is most of what travels.
    private static int Publish(PublishPacket packet, IBufferWriter<byte> output)
    {
        MqttMessage message = packet.Message;
        int flags = (message.Duplicate ? 8 : 0) | (int)message.Qos << 1 | (message.Retain ? 1 : 0);
        int remaining = PublishRemainingBytes(message);
        int headerBytes = Header(PacketType.Publish, flags, remaining, output);
        Span<byte> body = output.GetSpan(remaining);
        int topicBytes = Encoding.UTF8.GetBytes(message.Topic, body[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)topicBytes);
        int at = 2 + topicBytes;
        if (message.Qos != MqttQos.AtMostOnce)
        {
            BinaryPrimitives.WriteUInt16BigEndian(body[at..], packet.Id);
            at += 2;
        }

        message.Payload.Span.CopyTo(body[at..]);
        output.Advance(remaining);
        return headerBytes + remaining;
    }

    private static byte[] Connect(ConnectPacket connect)
    {
        int flags = (connect.CleanSession ? 0x02 : 0) | (connect.User is null ? 0 : 0x80) | (connect.Password is null ? 0 : 0x40);
        if (connect.Will is { } will)
        {
            flags |= 0x04 | (int)will.Qos << 3 | (will.Retain ? 0x20 : 0);
        }

        var body = new List<byte>();
        AddText(body, "MQTT");
        body.Add((byte)connect.Level);
        body.Add((byte)flags);
        body.AddRange(Id((ushort)connect.KeepAliveSeconds));
        AddText(body, connect.ClientId);
        if (connect.Will is not null)
        {
            AddText(body, connect.Will.Topic);
            AddBinary(body, connect.Will.Payload.Span);
        }

        if (connect.User is not null)
        {
            AddText(body, connect.User);
        }

        if (connect.Password is not null)
        {
            AddBinary(body, connect.Password);
        }

        return [.. body];
    }

    private static int Frame(PacketType type, int flags, ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        int headerBytes = Header(type, flags, body.Length, output);
        output.Write(body);
        return headerBytes + body.Length;
    }

    private static int Header(PacketType type, int flags, int remaining, IBufferWriter<byte> output)
    {
        Span<byte> header = output.GetSpan(1 + RemainingLength.MaxBytes);
        header[0] = (byte)((int)type << 4 | flags);
        int headerBytes = 1 + RemainingLength.Write(remaining, header[1..]);
        output.Advance(headerBytes);
        return headerBytes;
    }

    private static byte[] Id(ushort id) => [(byte)(id >> 8), (byte)id];

    private static void AddText(List<byte> output, string text) => AddBinary(output, Encoding.UTF8.GetBytes(text));

    private static void AddBinary(List<byte> output, ReadOnlySpan<byte> bytes)
    {
        output.AddRange(Id((ushort)bytes.Length));
        output.AddRange(bytes);
    }
}
