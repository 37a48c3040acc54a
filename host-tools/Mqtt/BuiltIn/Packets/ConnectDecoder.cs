namespace NanoLive.Mqtt.Packets;

/// <summary>The body of CONNECT (MQTT 3.1.1, 3.1).</summary>
internal static class ConnectDecoder
{
    private const int ReservedFlag = 0x01;
    private const int CleanSessionFlag = 0x02;
    private const int WillFlag = 0x04;
    private const int WillRetainFlag = 0x20;
    private const int PasswordFlag = 0x40;
    private const int UserFlag = 0x80;

    public static ConnectPacket Decode(ref PacketReader reader)
    {
        string name = reader.Text();
        int level = reader.Byte();
        reader.Require(name is "MQTT" or "MQIsdp", "[MQTT-3.1.2-1] not the protocol name MQTT");
        if (level != ConnectPacket.Mqtt311 || name == "MQIsdp")
        {
            // MQTT 3.1 or 5: what follows has another form. The level makes the broker answer with code 1.
            return new ConnectPacket(name == "MQIsdp" ? 3 : level, "", true, 0, null, null, null);
        }

        int flags = reader.Byte();
        RequireFlags(flags, ref reader);
        int keepAliveSeconds = reader.UInt16();
        string clientId = reader.Text();
        MqttMessage? will = (flags & WillFlag) != 0 ? Will(flags, ref reader) : null;
        string? user = (flags & UserFlag) != 0 ? reader.Text() : null;
        byte[]? password = (flags & PasswordFlag) != 0 ? reader.Binary() : null;
        return new ConnectPacket(level, clientId, (flags & CleanSessionFlag) != 0, keepAliveSeconds, will, user, password);
    }

    private static MqttMessage Will(int flags, ref PacketReader reader)
    {
        string topic = reader.Topic();
        byte[] payload = reader.Binary();
        return new MqttMessage(topic, payload, (MqttQos)Math.Min(1, WillQos(flags)), (flags & WillRetainFlag) != 0);
    }

    private static void RequireFlags(int flags, ref PacketReader reader)
    {
        bool hasWill = (flags & WillFlag) != 0;
        reader.Require((flags & ReservedFlag) == 0, "[MQTT-3.1.2-3] reserved flag of CONNECT");
        reader.Require(WillQos(flags) != 3, "[MQTT-3.1.2-14] will with QoS 3");
        reader.Require(hasWill || WillQos(flags) == 0, "[MQTT-3.1.2-13] will QoS without a will");
        reader.Require(hasWill || (flags & WillRetainFlag) == 0, "[MQTT-3.1.2-15] will retain without a will");
        reader.Require((flags & UserFlag) != 0 || (flags & PasswordFlag) == 0, "[MQTT-3.1.2-22] password without a user name");
    }

    private static int WillQos(int flags) => flags >> 3 & 3;
}
