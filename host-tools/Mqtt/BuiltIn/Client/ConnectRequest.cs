using System.Text;
using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Client;

/// <summary>Options to CONNECT. What no broker could accept is the caller's mistake, and thrown.</summary>
internal static class ConnectRequest
{
    public static ConnectPacket From(MqttConnectOptions options)
    {
        Require(options.KeepAliveSeconds is >= 0 and <= 65_535, "Keep-alive is 0 to 65,535 seconds.");
        Require(options.ClientId.Length > 0 || options.CleanSession, "A persistent session needs a client id [MQTT-3.1.3-8].");
        Require(options.Password is null || options.User is not null, "A password needs a user name [MQTT-3.1.2-22].");
        Require(options.Port is > 0 and <= 65_535, "A port is 1 to 65,535.");
        RequireText(options.ClientId, "client id");
        RequireText(options.User ?? "", "user name");
        byte[]? password = options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password);
        Require(password is null || password.Length <= MqttText.MaxBytes, "The password is too long.");
        if (options.Will is { } will)
        {
            Require(MqttTopics.IsTopic(will.Topic), "The last will has no valid topic.");
            Require(will.Payload.Length <= MqttText.MaxBytes, "The last will's payload is longer than 65,535 bytes.");
        }

        return new ConnectPacket(
            ConnectPacket.Mqtt311,
            options.ClientId,
            options.CleanSession,
            options.KeepAliveSeconds,
            options.Will,
            options.User,
            password);
    }

    private static void RequireText(string text, string what) =>
        Require(MqttText.IsValid(text), $"The {what} is not text that MQTT can carry [MQTT-1.5.3-1].");

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
