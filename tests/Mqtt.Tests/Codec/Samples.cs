using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Tests.Codec;

/// <summary>One valid packet of each kind and of each interesting form.</summary>
internal static class Samples
{
    public static IReadOnlyList<Packet> All { get; } =
    [
        new ConnectPacket(4, "", true, 0, null, null, null),
        new ConnectPacket(4, "board-17", false, 65_535, null, "user", null),
        new ConnectPacket(4, "board-17", true, 30, new MqttMessage("a/b", new byte[] { 0x30 }, MqttQos.AtLeastOnce, true), "user", [1, 2, 0]),
        new ConnackPacket(true, MqttConnectCode.Accepted),
        new ConnackPacket(false, MqttConnectCode.IdentifierRejected),
        new PublishPacket(new MqttMessage("a", default), 0),
        new PublishPacket(new MqttMessage("nanolive/fleet/offer/all", new byte[300], MqttQos.AtLeastOnce, true), 65_535),
        new PublishPacket(new MqttMessage("a/b/c", new byte[20_000], MqttQos.AtLeastOnce) { Duplicate = true }, 1),
        new PubackPacket(7),
        new SubscribePacket(1, [new RequestedFilter("#", 0), new RequestedFilter("a/+/b", 1), new RequestedFilter("/", 2)]),
        new SubackPacket(1, [0, 1, 2, SubackPacket.Refused]),
        new UnsubscribePacket(2, ["#", "a/+/b"]),
        new UnsubackPacket(2),
        new PingreqPacket(),
        new PingrespPacket(),
        new DisconnectPacket(),
    ];
}
