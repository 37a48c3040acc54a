using System.Net;
using NanoLive.Mqtt.Packets;
using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Broker;

/// <summary>CONNECT and what may stand in its place (MQTT 3.1.1, 3.1).</summary>
public sealed class ConnectTests : BrokerTest
{
    [Theory]
    [InlineData("10 10 0004 4D515454 05 02 003C 03 210014 0000")]
    [InlineData("10 0E 0006 4D5149736470 03 02 003C 0000")]
    public async Task Other_protocol_versions_are_answered_with_code_1(string hex)
    {
        using RawClient client = await RawClient.OpenAsync(await EndPointAsync());
        await client.SendAsync(Codec.Bytes.FromHex(hex));
        Assert.Equal(MqttConnectCode.UnacceptableProtocolVersion, (await client.ReceiveAsync<ConnackPacket>()).Code);
        await client.ExpectClosedAsync();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("long", true)]
    public async Task Unusable_client_id_is_answered_with_code_2(string id, bool clean)
    {
        using RawClient client = await RawClient.OpenAsync(await EndPointAsync());
        await client.SendAsync(RawClient.Connect(id == "long" ? new string('x', 257) : id, clean));
        Assert.Equal(MqttConnectCode.IdentifierRejected, (await client.ReceiveAsync<ConnackPacket>()).Code);
        await client.ExpectClosedAsync();
    }

    [Theory]
    [InlineData(MqttConnectCode.ServerUnavailable)]
    [InlineData(MqttConnectCode.BadUserNameOrPassword)]
    [InlineData(MqttConnectCode.NotAuthorized)]
    public async Task Other_refusals_are_answered_with_their_codes(MqttConnectCode code)
    {
        IMqttBroker broker = await StartAsync(new MqttBrokerOptions { Admit = (id, user, password) => id == "board" && user is null && password is null ? code : 0 });
        using RawClient client = await RawClient.OpenAsync(broker.EndPoint);
        await client.SendAsync(RawClient.Connect("board"));
        Assert.Equal(code, (await client.ReceiveAsync<ConnackPacket>()).Code);
        await client.ExpectClosedAsync();
        Assert.Equal(0, broker.ClientCount);
    }

    [Theory]
    [InlineData("C0 00", "first packet was not CONNECT")]
    [InlineData("30 03 0001 61", "first packet was not CONNECT")]
    [InlineData("10 0E 0004 4D515455 04 02 0000 0002 6331", "3.1.2-1")]
    [InlineData("47455420 2F 20", "a packet of")]
    [InlineData("16 03 01 00 05", "2.2.2-2")]
    public async Task What_is_not_a_connect_closes_without_an_answer(string hex, string reason)
    {
        using RawClient client = await RawClient.OpenAsync(await EndPointAsync(new MqttBrokerOptions { MaxPacketBytes = 40 }));
        await client.SendAsync(Codec.Bytes.FromHex(hex));
        await client.ExpectClosedAsync();
        await Logged(reason);
    }

    [Fact]
    public async Task Client_that_does_not_connect_is_closed()
    {
        using RawClient client = await RawClient.OpenAsync(await EndPointAsync(new MqttBrokerOptions { ConnectTimeoutMs = 50 }));
        await client.SendAsync([0x10]);
        await client.ExpectClosedAsync();
        await Logged("no CONNECT within 50 ms");
    }

    [Fact]
    public async Task Second_connect_on_a_connection_closes_it()
    {
        using RawClient client = await RawClient.ConnectedAsync(await EndPointAsync(), "c");
        await client.SendAsync(RawClient.Connect("c"));
        await client.ExpectClosedAsync();
        await Logged("3.1.0-2");
    }

    [Fact]
    public async Task Client_beyond_the_limit_gets_code_3_and_a_takeover_is_not_one()
    {
        IPEndPoint broker = await EndPointAsync(new MqttBrokerOptions { MaxClients = 1 });
        using RawClient first = await RawClient.ConnectedAsync(broker, "a");
        using RawClient second = await RawClient.OpenAsync(broker);
        await second.SendAsync(RawClient.Connect("b"));
        Assert.Equal(MqttConnectCode.ServerUnavailable, (await second.ReceiveAsync<ConnackPacket>()).Code);

        using RawClient again = await RawClient.ConnectedAsync(broker, "a");
        await first.ExpectClosedAsync();
    }

    [Fact]
    public async Task Port_in_use_is_an_error_at_the_start()
    {
        IMqttBroker first = await StartAsync();
        await using IMqttBroker second = MqttConnections.CreateBroker(new MqttBrokerOptions { EndPoint = first.EndPoint });
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => second.StartAsync(Bounded.Token));
    }

    [Fact]
    public async Task Stop_closes_connections_without_wills_and_a_new_start_keeps_port_sessions_and_retained_messages()
    {
        IMqttBroker broker = await StartAsync();
        IPEndPoint endPoint = broker.EndPoint;
        using RawClient board = await RawClient.ConnectedAsync(endPoint, RawClient.Connect("board", clean: false, will: new MqttMessage("w", "gone"u8.ToArray(), Retain: true)));
        await board.SubscribeAsync("x");
        await board.PublishAsync("kept", [1], retain: true);

        await broker.StopAsync(Bounded.Token).Within("the stop");
        await board.ExpectClosedAsync();
        Assert.Equal(0, broker.ClientCount);
        await using IMqttClient late = MqttConnections.CreateClient();
        Assert.Equal(MqttConnectCode.Unreachable, (await late.ConnectAsync(new() { Host = "127.0.0.1", Port = endPoint.Port }, Bounded.Token)).Code);

        await broker.StartAsync(Bounded.Token);
        Assert.Equal(endPoint, broker.EndPoint);
        using RawClient back = await RawClient.ConnectedAsync(endPoint, RawClient.Connect("board", clean: false), sessionPresent: true);
        await back.SubscribeAsync("#", qos: 0);
        Assert.Equal("kept", (await back.ReceiveAsync<PublishPacket>()).Message.Topic);
        await back.SendAsync(new PingreqPacket());
        await back.ReceiveAsync<PingrespPacket>();
    }
}
