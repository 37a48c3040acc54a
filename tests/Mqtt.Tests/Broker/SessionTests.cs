using System.Net;
using NanoLive.Mqtt.Packets;
using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Broker;

/// <summary>Wills, takeover, keep-alive and redelivery, as a client that does everything by hand sees them.</summary>
public sealed class SessionTests : BrokerTest
{
    private static readonly MqttMessage s_will = new("online", "0"u8.ToArray(), MqttQos.AtLeastOnce);

    [Fact]
    public async Task Will_is_published_when_the_socket_is_killed()
    {
        IPEndPoint broker = await EndPointAsync();
        using RawClient watcher = await WatchAsync(broker, "online");
        using RawClient board = await RawClient.ConnectedAsync(broker, RawClient.Connect("board", will: s_will));
        board.Kill();
        Assert.Equal("online", (await watcher.ReceiveAsync<PublishPacket>()).Message.Topic);
    }

    [Fact]
    public async Task Will_is_published_when_the_client_breaks_the_protocol()
    {
        IPEndPoint broker = await EndPointAsync();
        using RawClient watcher = await WatchAsync(broker, "online");
        using RawClient board = await RawClient.ConnectedAsync(broker, RawClient.Connect("board", will: s_will));
        await board.SendAsync([0xF0, 0x00]);
        await board.ExpectClosedAsync();
        Assert.Equal("online", (await watcher.ReceiveAsync<PublishPacket>()).Message.Topic);
    }

    [Fact]
    public async Task Will_of_a_connection_taken_over_comes_before_anything_of_the_new_one()
    {
        IPEndPoint broker = await EndPointAsync();
        using RawClient watcher = await WatchAsync(broker, "online");
        using RawClient first = await RawClient.ConnectedAsync(broker, RawClient.Connect("board", will: s_will));
        using RawClient second = await RawClient.ConnectedAsync(broker, RawClient.Connect("board", will: s_will));
        await second.PublishAsync("online", "1"u8.ToArray());

        await first.ExpectClosedAsync();
        Assert.Equal("0"u8.ToArray(), (await watcher.ReceiveAsync<PublishPacket>()).Message.Payload.ToArray());
        Assert.Equal("1"u8.ToArray(), (await watcher.ReceiveAsync<PublishPacket>()).Message.Payload.ToArray());
        await second.SendAsync(new PingreqPacket());
        await second.ReceiveAsync<PingrespPacket>();
    }

    [Fact]
    public async Task Disconnect_takes_the_will_along()
    {
        IPEndPoint broker = await EndPointAsync();
        using RawClient watcher = await WatchAsync(broker, "#");
        using RawClient board = await RawClient.ConnectedAsync(broker, RawClient.Connect("board", will: s_will));
        await board.SendAsync(new DisconnectPacket());
        await board.ExpectClosedAsync();
        await Logged("board (127.0.0.1");
        await watcher.SendAsync(new PublishPacket(new MqttMessage("end", default), 0));
        Assert.Equal("end", (await watcher.ReceiveAsync<PublishPacket>()).Message.Topic);
    }

    [Fact]
    public async Task Silence_of_one_and_a_half_keep_alives_closes()
    {
        IPEndPoint broker = await EndPointAsync();
        using RawClient watcher = await WatchAsync(broker, "online");
        using RawClient board = await RawClient.ConnectedAsync(broker, RawClient.Connect("board", keepAliveSeconds: 1, will: s_will));
        long start = Environment.TickCount64;

        // Bytes without a complete packet are silence, too.
        await board.SendAsync([0xC0]);
        await board.ExpectClosedAsync();

        Assert.True(Environment.TickCount64 - start >= 1_400, "closed too early");
        await Logged("silent for more than");
        await watcher.ReceiveAsync<PublishPacket>();
    }

    [Fact]
    public async Task Everything_unacknowledged_is_sent_again_in_order_and_before_the_rest()
    {
        IMqttBroker running = await StartAsync();
        IPEndPoint broker = running.EndPoint;
        using RawClient publisher = await RawClient.ConnectedAsync(broker, "p");
        using RawClient board = await RawClient.ConnectedAsync(broker, "board", clean: false);
        await board.SubscribeAsync("x");
        var ids = new List<ushort>();
        for (byte n = 0; n < 3; n++)
        {
            await publisher.PublishAsync("x", [n]);
            ids.Add((await board.ReceiveAsync<PublishPacket>()).Id);
        }

        // The second one is acknowledged, the others are not.
        await board.SendAsync(new PubackPacket(ids[1]), new PingreqPacket());
        await board.ReceiveAsync<PingrespPacket>();
        board.Kill();
        await Bounded.Until(() => running.ClientCount == 1, "the board to be away");
        await publisher.PublishAsync("x", [3]);

        using RawClient back = await RawClient.ConnectedAsync(broker, RawClient.Connect("board", clean: false), sessionPresent: true);
        foreach ((byte payload, bool duplicate) in new (byte, bool)[] { (0, true), (2, true), (3, false) })
        {
            PublishPacket packet = await back.ReceiveAsync<PublishPacket>();
            Assert.Equal((payload, duplicate), (packet.Message.Payload.Span[0], packet.Message.Duplicate));
            Assert.True(!duplicate || packet.Id == ids[payload], "[MQTT-4.4.0-1] asks for the original identifier");
        }
    }

    [Fact]
    public async Task Persistent_session_longest_gone_makes_room()
    {
        IPEndPoint broker = await EndPointAsync(new MqttBrokerOptions { MaxOfflineSessions = 1 });
        foreach (string id in new[] { "a", "b" })
        {
            using RawClient client = await RawClient.ConnectedAsync(broker, id, clean: false);
            await client.SendAsync(new DisconnectPacket());
            await client.ExpectClosedAsync();
            await Logged($"{id} (127");
            await Task.Delay(20, Bounded.Token);
        }

        using RawClient first = await RawClient.ConnectedAsync(broker, RawClient.Connect("a", clean: false), sessionPresent: false);
        using RawClient second = await RawClient.ConnectedAsync(broker, RawClient.Connect("b", clean: false), sessionPresent: true);
    }

    private static async Task<RawClient> WatchAsync(IPEndPoint broker, string filter)
    {
        RawClient watcher = await RawClient.ConnectedAsync(broker, "watcher");
        await watcher.SubscribeAsync(filter, qos: 0);
        return watcher;
    }
}
