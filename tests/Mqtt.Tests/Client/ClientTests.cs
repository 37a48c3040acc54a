using NanoLive.Mqtt.Packets;
using NanoLive.Mqtt.Tests.Broker;
using NanoLive.Mqtt.Tests.Codec;
using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Client;

/// <summary>The client against brokers that are absent, wrong, silent or hostile.</summary>
public sealed class ClientTests : IDisposable
{
    private readonly ScriptedBroker _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Closed_port_is_unreachable()
    {
        MqttConnectOptions options = _script.Options;
        _script.Dispose();
        await using IMqttClient client = MqttConnections.CreateClient();
        MqttConnectOutcome outcome = await client.ConnectAsync(options, Bounded.Token);
        Assert.Equal(MqttConnectCode.Unreachable, outcome.Code);
        Assert.Contains($"127.0.0.1:{options.Port}", outcome.Diagnostic);
    }

    [Fact]
    public async Task Unknown_host_is_unreachable()
    {
        await using IMqttClient client = MqttConnections.CreateClient();
        MqttConnectOutcome outcome = await client.ConnectAsync(_script.Options with { Host = "broker.invalid" }, Bounded.Token).Within("the resolver");
        Assert.Equal(MqttConnectCode.Unreachable, outcome.Code);
    }

    [Fact]
    public async Task Silent_server_is_unreachable_after_the_time_allowed()
    {
        await using IMqttClient client = MqttConnections.CreateClient();
        MqttConnectOutcome outcome = await client.ConnectAsync(_script.Options with { ConnectTimeoutMs = 100 }, Bounded.Token);
        Assert.Equal((MqttConnectCode.Unreachable, $"No answer from 127.0.0.1:{_script.Options.Port} within 100 ms."), (outcome.Code, outcome.Diagnostic));
    }

    [Fact]
    public async Task Connecting_can_be_cancelled()
    {
        await using IMqttClient client = MqttConnections.CreateClient();
        using var cancellation = new CancellationTokenSource();
        Task<MqttConnectOutcome> connecting = client.ConnectAsync(_script.Options, cancellation.Token);
        using RawClient broker = await _script.AcceptAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Within("the cancellation"));
        Assert.False(client.IsConnected);
    }

    [Theory]
    [InlineData("485454502F312E31")]
    [InlineData("20 02 00 06")]
    [InlineData("D0 00")]
    [InlineData("")]
    public async Task Something_else_than_a_broker_is_named_so(string hex)
    {
        await using IMqttClient client = MqttConnections.CreateClient();
        Task<MqttConnectOutcome> connecting = client.ConnectAsync(_script.Options with { MaxPacketBytes = 50 }, Bounded.Token);
        using (RawClient broker = await _script.AcceptAsync())
        {
            await broker.ReceiveAsync<ConnectPacket>();
            await broker.SendAsync(Bytes.FromHex(hex));
        }

        Assert.Equal(MqttConnectCode.NotABroker, (await connecting.Within("the outcome")).Code);
    }

    [Fact]
    public async Task Options_that_no_broker_could_accept_are_the_callers_mistake()
    {
        await using IMqttClient client = MqttConnections.CreateClient();
        MqttConnectOptions good = _script.Options;
        foreach (MqttConnectOptions bad in new[]
        {
            good with { KeepAliveSeconds = 65_536 },
            good with { ClientId = "", CleanSession = false },
            good with { Password = "x" },
            good with { ClientId = "a\0" },
            good with { Will = new MqttMessage("a/#", default) },
            good with { Will = new MqttMessage("a", new byte[65_536]) },
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.ConnectAsync(bad, Bounded.Token));
        }
    }

    [Theory]
    [InlineData("34 05 0001 61 0001", "QoS 2")]
    [InlineData("F0 00", "type 15")]
    [InlineData("30 80808080", "four bytes")]
    [InlineData("30 FFFF7F", "2000 are allowed")]
    [InlineData("E0 00", "unexpected DisconnectPacket")]
    public async Task Broker_that_breaks_the_protocol_is_left(string hex, string reason)
    {
        (TestClient client, RawClient broker) = await _script.ConnectAsync(_script.Options with { MaxPacketBytes = 2000 });
        await using TestClient clientToDispose = client;
        using RawClient brokerToDispose = broker;
        await broker.SendAsync(Bytes.FromHex(hex));
        MqttDisconnection disconnection = await client.Disconnected;
        Assert.Equal(MqttDisconnectReason.ProtocolViolated, disconnection.Reason);
        Assert.Contains(reason, disconnection.Diagnostic);
    }

    [Fact]
    public async Task Unanswered_ping_ends_the_connection()
    {
        MqttConnectOptions options = _script.Options with { KeepAliveSeconds = 1, AnswerTimeoutMs = 100 };
        (TestClient client, RawClient broker) = await _script.ConnectAsync(options);
        await using TestClient clientToDispose = client;
        using RawClient brokerToDispose = broker;
        await broker.ReceiveAsync<PingreqPacket>();
        Assert.Equal(MqttDisconnectReason.NoAnswer, (await client.Disconnected).Reason);
    }

    [Fact]
    public async Task Unacknowledged_publication_ends_the_connection()
    {
        (TestClient client, RawClient broker) = await _script.ConnectAsync(_script.Options with { AnswerTimeoutMs = 100 });
        await using TestClient clientToDispose = client;
        using RawClient brokerToDispose = broker;
        await Assert.ThrowsAsync<MqttDisconnectedException>(() => client.PublishAsync("a", "x"));
        Assert.Equal(MqttDisconnectReason.NoAnswer, (await client.Disconnected).Reason);
    }

    [Fact]
    public async Task Refused_filter_is_null_and_a_higher_grant_is_read_as_1()
    {
        (TestClient client, RawClient broker) = await _script.ConnectAsync(_script.Options);
        await using TestClient clientToDispose = client;
        using RawClient brokerToDispose = broker;
        foreach ((byte code, MqttQos? granted) in new (byte, MqttQos?)[] { (0x80, null), (2, MqttQos.AtLeastOnce), (0, MqttQos.AtMostOnce) })
        {
            Task<MqttQos?> subscribing = client.Client.SubscribeAsync("a", cancellationToken: Bounded.Token);
            SubscribePacket packet = await broker.ReceiveAsync<SubscribePacket>();
            await broker.SendAsync(new SubackPacket(packet.Id, [code]));
            Assert.Equal(granted, await subscribing.Within("SUBACK"));
        }
    }

    [Fact]
    public async Task Message_too_large_or_without_a_topic_is_the_callers_mistake_and_harms_nothing()
    {
        (TestClient client, RawClient broker) = await _script.ConnectAsync(_script.Options with { MaxPacketBytes = 100 });
        await using TestClient clientToDispose = client;
        using RawClient brokerToDispose = broker;
        await Assert.ThrowsAsync<ArgumentException>(() => client.PublishAsync("a", new byte[96], MqttQos.AtLeastOnce));
        await Assert.ThrowsAsync<ArgumentException>(() => client.PublishAsync("a", new byte[96], MqttQos.AtMostOnce));
        await Assert.ThrowsAsync<ArgumentException>(() => client.PublishAsync("a/#", "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.SubscribeAsync("a#"));

        await client.PublishAsync("a", new byte[95], MqttQos.AtMostOnce);
        Assert.Equal(95, (await broker.ReceiveAsync<PublishPacket>()).Message.Payload.Length);
    }

    [Fact]
    public async Task Redelivery_has_the_same_identifier_and_dup_and_goes_before_anything_new()
    {
        MqttConnectOptions options = _script.Options with { CleanSession = false };
        (TestClient client, RawClient broker) = await _script.ConnectAsync(options);
        await using TestClient clientToDispose = client;
        Task first = client.PublishAsync("a", "1");
        Task second = client.PublishAsync("a", "2");
        ushort firstId = (await broker.ReceiveAsync<PublishPacket>()).Id;
        ushort secondId = (await broker.ReceiveAsync<PublishPacket>()).Id;
        await broker.SendAsync(new PubackPacket(firstId));
        await first;
        broker.Kill();
        await client.Disconnected;

        (_, RawClient again) = await _script.ConnectAsync(options, client);
        using RawClient brokerToDispose = again;
        Task third = client.PublishAsync("a", "3");
        PublishPacket redelivery = await again.ReceiveAsync<PublishPacket>();
        Assert.Equal((secondId, true), (redelivery.Id, redelivery.Message.Duplicate));
        PublishPacket fresh = await again.ReceiveAsync<PublishPacket>();
        Assert.False(fresh.Message.Duplicate);
        await again.SendAsync(new PubackPacket(fresh.Id), new PubackPacket(secondId), new PubackPacket(secondId));
        await Task.WhenAll(second, third).Within("both acknowledgements");
    }

    [Fact]
    public async Task Goodbye_is_sent_after_what_was_published_and_dispose_ends_the_inbox()
    {
        (TestClient client, RawClient broker) = await _script.ConnectAsync(_script.Options);
        using RawClient brokerToDispose = broker;
        await client.PublishAsync("a", "last words", MqttQos.AtMostOnce);
        Task disposing = client.DisposeAsync().AsTask();
        await broker.ReceiveAsync<PublishPacket>();
        await broker.ReceiveAsync<DisconnectPacket>();
        broker.Dispose();
        await disposing.Within("the goodbye");

        Assert.Equal(MqttDisconnectReason.Requested, (await client.Disconnected).Reason);
        await foreach (MqttMessage message in client.Client.Messages)
        {
            Assert.Fail($"{message.Topic} came from nowhere.");
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Client.ConnectAsync(_script.Options, Bounded.Token));
    }

    [Fact]
    public async Task Connecting_twice_is_the_callers_mistake()
    {
        (TestClient client, RawClient broker) = await _script.ConnectAsync(_script.Options);
        await using TestClient clientToDispose = client;
        using RawClient brokerToDispose = broker;
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Client.ConnectAsync(_script.Options, Bounded.Token));
    }
}
