using NanoLive.Mqtt.Client;
using NanoLive.Mqtt.Packets;
using NanoLive.Mqtt.Tests.Broker;
using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Client;

/// <summary>A client whose messages nobody takes.</summary>
public sealed class InboxTests : IDisposable
{
    private const int PayloadBytes = 100_000;

    private readonly ScriptedBroker _script = new();
    private readonly int _fitting = Inbox.MaxBytes / Inbox.Weigh(Message(1));

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Full_inbox_stops_reading_and_loses_nothing()
    {
        (TestClient client, RawClient broker) = await _script.ConnectAsync(_script.Options);
        await using TestClient clientToDispose = client;
        using RawClient brokerToDispose = broker;
        int count = 3 * _fitting;
        Task sending = SendAsync(broker, count);
        for (int n = 1; n <= _fitting; n++)
        {
            Assert.Equal(n, (await broker.ReceiveAsync<PubackPacket>()).Id);
        }

        // The acknowledgement of the next one must wait until there is room.
        Task<PubackPacket> next = broker.ReceiveAsync<PubackPacket>();
        Assert.False(next.IsCompleted);
        await client.NextAsync();
        Assert.Equal(_fitting + 1, (await next).Id);
        for (int n = 2; n <= count; n++)
        {
            Assert.Equal((byte)n, (await client.NextAsync()).Payload.Span[0]);
        }

        await sending;
    }

    [Fact]
    public async Task Answer_behind_a_full_inbox_is_not_awaited_for_ever()
    {
        (TestClient client, RawClient broker) = await _script.ConnectAsync(_script.Options with { AnswerTimeoutMs = 300 });
        await using TestClient clientToDispose = client;
        using RawClient brokerToDispose = broker;
        Task sending = SendAsync(broker, _fitting + 1);
        for (int n = 1; n <= _fitting; n++)
        {
            await broker.ReceiveAsync<PubackPacket>();
        }

        await sending;
        await Assert.ThrowsAsync<MqttDisconnectedException>(() => client.SubscribeAsync("a"));
        MqttDisconnection disconnection = await client.Disconnected;
        Assert.Equal(MqttDisconnectReason.NoAnswer, disconnection.Reason);
        Assert.Contains("inbox is full", disconnection.Diagnostic);
    }

    [Fact]
    public async Task State_of_ten_thousand_boards_can_wait_while_a_watcher_subscribes()
    {
        await using IMqttBroker broker = MqttConnections.CreateBroker();
        await broker.StartAsync(Bounded.Token);
        var options = new MqttConnectOptions { Host = "127.0.0.1", Port = broker.EndPoint.Port };
        await using TestClient boards = await TestClient.ConnectedAsync(options);
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(n => boards.PublishAsync($"nanolive/fleet/device/{n}/state", new byte[400], retain: true)));

        await using TestClient watcher = await TestClient.ConnectedAsync(options);
        await watcher.SubscribeAsync("nanolive/fleet/device/+/state");
        await watcher.SubscribeAsync("nanolive/fleet/device/+/event");

        var topics = new HashSet<string>();
        while (topics.Count < 10_000)
        {
            Assert.True(topics.Add((await watcher.NextAsync()).Topic), "a state came twice");
        }
    }

    private static MqttMessage Message(int n)
    {
        byte[] payload = new byte[PayloadBytes];
        payload[0] = (byte)n;
        return new MqttMessage("n", payload, MqttQos.AtLeastOnce);
    }

    private static Task SendAsync(RawClient broker, int count) => Task.Run(
        async () =>
        {
            for (int n = 1; n <= count; n++)
            {
                await broker.SendAsync(new PublishPacket(Message(n), (ushort)n));
            }
        },
        Bounded.Token);
}
