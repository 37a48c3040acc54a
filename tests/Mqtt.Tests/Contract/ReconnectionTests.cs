using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Contract;

public sealed class ReconnectionTests
{
    [Fact]
    public async Task Client_is_connected_again_after_the_broker_was_away()
    {
        await using IMqttBroker first = MqttConnections.CreateBroker();
        await first.StartAsync(Bounded.Token);
        var options = new MqttConnectOptions { Host = "127.0.0.1", Port = first.EndPoint.Port, ClientId = "watcher" };
        await using IMqttClient client = MqttConnections.CreateClient();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Bounded.Token);
        using var connected = new SemaphoreSlim(0);
        using var refused = new SemaphoreSlim(0);

        Task keeping = MqttReconnection.KeepConnectedAsync(
            client,
            options,
            async (_, token) =>
            {
                await client.SubscribeAsync("x", MqttQos.AtLeastOnce, token);
                connected.Release();
            },
            _ => refused.Release(),
            cancellation.Token);
        await connected.WaitAsync(Bounded.Token).Within("the first connection");
        await first.StopAsync(Bounded.Token);
        await refused.WaitAsync(Bounded.Token).Within("an attempt in vain");
        await using IMqttBroker second = MqttConnections.CreateBroker(new MqttBrokerOptions { EndPoint = first.EndPoint });
        await second.StartAsync(Bounded.Token);
        await connected.WaitAsync(Bounded.Token).Within("the second connection");

        Assert.True(client.IsConnected);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeping.Within("the end"));
        Assert.False(client.IsConnected);
    }
}
