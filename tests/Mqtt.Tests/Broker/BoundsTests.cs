using System.Net;
using NanoLive.Mqtt.Packets;
using NanoLive.Mqtt.Tests.Codec;
using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Broker;

/// <summary>What one client can cost the broker and the others.</summary>
public sealed class BoundsTests : BrokerTest
{
    [Fact]
    public async Task Oversized_packet_closes()
    {
        IPEndPoint broker = await EndPointAsync(new MqttBrokerOptions { MaxPacketBytes = 1000 });
        using RawClient client = await RawClient.ConnectedAsync(broker, "c");
        await client.PublishAsync("a", new byte[990]);
        await client.SendAsync(new PublishPacket(new MqttMessage("a", new byte[1000]), 0));
        await client.ExpectClosedAsync();
        await Logged("1000 are allowed");
    }

    [Fact]
    public async Task Publication_with_qos_2_closes()
    {
        using RawClient client = await RawClient.ConnectedAsync(await EndPointAsync(), "c");
        await client.SendAsync(Bytes.FromHex("34 05 0001 61 0001"));
        await client.ExpectClosedAsync();
        await Logged("QoS 2 is not offered");
    }

    [Fact]
    public async Task Subscription_with_qos_2_is_granted_1_and_one_beyond_the_limit_is_refused()
    {
        using RawClient client = await RawClient.ConnectedAsync(await EndPointAsync(new MqttBrokerOptions { MaxSubscriptionsPerClient = 2 }), "c");
        await client.SendAsync(new SubscribePacket(5, [new("a", 2), new("b", 0), new("c", 1)]));
        SubackPacket suback = await client.ReceiveAsync<SubackPacket>();
        Assert.Equal((5, "010080"), (suback.Id, Convert.ToHexString([.. suback.Codes])));

        // One that is there already is no more than before [MQTT-3.8.4-3], and one removed makes room.
        await client.SubscribeAsync("b", 1);
        await client.SendAsync(new UnsubscribePacket(6, ["a"]));
        Assert.Equal(6, (await client.ReceiveAsync<UnsubackPacket>()).Id);
        await client.SubscribeAsync("c", 1);
    }

    [Fact]
    public async Task Queue_of_a_client_away_is_bounded_and_keeps_the_oldest()
    {
        IMqttBroker broker = await StartAsync(new MqttBrokerOptions { MaxQueuedMessages = 5 });
        using RawClient publisher = await RawClient.ConnectedAsync(broker.EndPoint, "p");
        using RawClient board = await RawClient.ConnectedAsync(broker.EndPoint, "board", clean: false);
        await board.SubscribeAsync("x");
        await board.SendAsync(new DisconnectPacket());
        await board.ExpectClosedAsync();
        await Bounded.Until(() => broker.ClientCount == 1, "the board to be away");
        for (byte n = 0; n < 9; n++)
        {
            await publisher.PublishAsync("x", [n]);
        }

        Assert.Equal(4, broker.Statistics.MessagesDropped);
        using RawClient back = await RawClient.ConnectedAsync(broker.EndPoint, RawClient.Connect("board", clean: false), sessionPresent: true);
        for (byte n = 0; n < 5; n++)
        {
            Assert.Equal([n], (await back.ReceiveAsync<PublishPacket>()).Message.Payload.ToArray());
        }
    }

    [Fact]
    public async Task Queue_is_bounded_in_bytes()
    {
        IMqttBroker broker = await StartAsync(new MqttBrokerOptions { MaxQueuedBytes = 25_000 });
        using RawClient publisher = await RawClient.ConnectedAsync(broker.EndPoint, "p");
        using RawClient board = await RawClient.ConnectedAsync(broker.EndPoint, "board", clean: false);
        await board.SubscribeAsync("x");
        board.Kill();
        await Bounded.Until(() => broker.ClientCount == 1, "the board to be away");
        for (int n = 0; n < 3; n++)
        {
            await publisher.PublishAsync("x", new byte[10_000]);
        }

        Assert.Equal(1, broker.Statistics.MessagesDropped);
    }

    [Fact]
    public async Task Client_that_takes_nothing_is_closed_and_holds_nobody_up()
    {
        IMqttBroker broker = await StartAsync(new MqttBrokerOptions { WriteTimeoutMs = 200, MaxQueuedMessages = 500 });
        using RawClient publisher = await RawClient.ConnectedAsync(broker.EndPoint, "p");
        using RawClient stuck = await RawClient.OpenAsync(broker.EndPoint, receiveBufferBytes: 4096);
        await stuck.SendAsync(RawClient.Connect("stuck"), new SubscribePacket(1, [new("x", 0)]));
        await stuck.ReceiveAsync<ConnackPacket>();
        await stuck.ReceiveAsync<SubackPacket>();

        for (int n = 0; n < 400 && broker.ClientCount == 2; n++)
        {
            await publisher.PublishAsync("x", new byte[60_000]);
        }

        await Bounded.Until(() => broker.ClientCount == 1, "the stuck client to be closed");
        await Logged("took nothing from its socket for 200 ms");
    }

    [Fact]
    public async Task Retained_message_beyond_the_limit_closes_its_publisher()
    {
        IPEndPoint broker = await EndPointAsync(new MqttBrokerOptions { MaxRetainedMessages = 2, MaxRetainedBytes = 100 });
        using RawClient client = await RawClient.ConnectedAsync(broker, "c");
        await client.PublishAsync("a", new byte[50], retain: true);
        await client.PublishAsync("b", new byte[40], retain: true);
        await client.PublishAsync("a", new byte[60], retain: true);
        await client.SendAsync(new PublishPacket(new MqttMessage("a", new byte[61], Retain: true), 0));
        await client.ExpectClosedAsync();

        using RawClient other = await RawClient.ConnectedAsync(broker, "d");
        await other.SendAsync(new PublishPacket(new MqttMessage("c", new byte[1], Retain: true), 0));
        await other.ExpectClosedAsync();

        using RawClient third = await RawClient.ConnectedAsync(broker, "e");
        await third.PublishAsync("a", [], retain: true);
        await third.PublishAsync("c", new byte[60], retain: true);
    }

    [Fact]
    public async Task Retained_messages_of_a_new_subscription_do_not_count_against_the_queue()
    {
        IPEndPoint broker = await EndPointAsync(new MqttBrokerOptions { MaxQueuedMessages = 10 });
        using RawClient client = await RawClient.ConnectedAsync(broker, "c");
        for (int n = 0; n < 500; n++)
        {
            await client.PublishAsync($"state/{n}", [1], retain: true);
        }

        await client.SubscribeAsync("state/+");
        for (int n = 0; n < 500; n++)
        {
            PublishPacket packet = await client.ReceiveAsync<PublishPacket>();
            Assert.True(packet.Message.Retain);
            await client.SendAsync(new PubackPacket(packet.Id));
        }
    }

    [Fact]
    public async Task Not_more_than_the_window_is_unacknowledged_and_a_client_that_never_acknowledges_is_no_harm()
    {
        IMqttBroker broker = await StartAsync(new MqttBrokerOptions { MaxQueuedMessages = 100 });
        using RawClient publisher = await RawClient.ConnectedAsync(broker.EndPoint, "p");
        using RawClient board = await RawClient.ConnectedAsync(broker.EndPoint, "board");
        await board.SubscribeAsync("x");
        for (int n = 0; n < 300; n++)
        {
            await publisher.PublishAsync("x", [1]);
        }

        var ids = new HashSet<ushort>();
        while (ids.Count < 64)
        {
            Assert.True(ids.Add((await board.ReceiveAsync<PublishPacket>()).Id), "an identifier was used twice at once");
        }

        await board.SendAsync(new PingreqPacket());
        await board.ReceiveAsync<PingrespPacket>();
        Assert.Equal(300 - 64 - 100, broker.Statistics.MessagesDropped);
        await board.SendAsync(new PubackPacket(ids.First()));
        await board.ReceiveAsync<PublishPacket>();
    }

    [Fact]
    public async Task Statistics_count_packets_as_they_travel()
    {
        IMqttBroker broker = await StartAsync();
        using RawClient client = await RawClient.ConnectedAsync(broker.EndPoint, "c");
        await client.SubscribeAsync("x", 0);
        await client.PublishAsync("x", new byte[100]);
        await client.ReceiveAsync<PublishPacket>();
        long sent = Bytes.Of(RawClient.Connect("c")).Length + Bytes.FromHex("82 06 0001 0001 78 00").Length + 107;
        const long Received = 4 + 5 + 105 + 4;
        await Bounded.Until(() => broker.Statistics.BytesOut >= Received, "the last bytes to be counted");
        Assert.Equal(new MqttBrokerStatistics(sent, Received, 1, 1, 0, 1), broker.Statistics);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task Broker_survives_mutated_conversations(int seed)
    {
        IMqttBroker broker = await StartAsync(new MqttBrokerOptions { ConnectTimeoutMs = 100 });
        var random = new Random(seed);
        byte[] conversation = [.. Bytes.Of(RawClient.Connect("fuzz")), .. Samples.All.Where(packet => packet is PublishPacket or SubscribePacket or PingreqPacket or UnsubscribePacket).SelectMany(Bytes.Of)];
        for (int round = 0; round < 200; round++)
        {
            using RawClient client = await RawClient.OpenAsync(broker.EndPoint);
            try
            {
                await client.SendAsync(Mutation.Of(conversation, random));
            }
            catch (IOException)
            {
                // Closed while we were still sending.
            }

            client.Kill();
        }

        using RawClient sane = await RawClient.ConnectedAsync(broker.EndPoint, "sane");
        await sane.PublishAsync("x", [1]);
        await Bounded.Until(() => broker.ClientCount == 1, $"all mutated connections to be gone (seed {seed})");
    }
}
