using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NanoLive.Hardware;
using NanoLive.Mqtt;

namespace NanoLive.Simulator.Tests;

/// <summary>The calls of a board's MQTT library over real TCP, against the built-in broker.</summary>
public sealed class MqttBridgeTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly IMqttBroker _broker = MqttConnections.CreateBroker();
    private readonly BootGate _gate = new();
    private readonly Listener _listener = new();

    public async ValueTask InitializeAsync() => await _broker.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task Board_publishes_subscribes_and_is_told_so_on_another_thread()
    {
        var arrived = new SemaphoreSlim(0);
        var bridge = new MqttBridge(_gate, "127.0.0.1", _broker.EndPoint.Port, _listener, () => arrived.Release());

        Assert.Equal(0, Connect(bridge, "board"));
        Assert.True(bridge.IsConnected);
        int subscription = bridge.Subscribe("to/#", 1);
        Assert.Equal($"subscribed {subscription} 1", _listener.Next());
        int publication = bridge.Publish("to/me", "hello"u8.ToArray(), 1, false);
        Assert.Equal([$"message to/me hello 1 False", $"published {publication}"], new[] { _listener.Next(), _listener.Next() }.Order());
        Assert.Equal(0, bridge.Publish("to/me", "again"u8.ToArray(), 0, false));
        Assert.Equal("message to/me again 0 False", _listener.Next());
        int end = bridge.Unsubscribe("to/#");
        Assert.Equal($"unsubscribed {end}", _listener.Next());
        Assert.True(await arrived.WaitAsync(s_patience, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, _listener.Threads);
        bridge.Disconnect();
        Assert.Equal("closed", _listener.Next());
        Assert.False(bridge.IsConnected);
    }

    [Fact]
    public void Nobody_at_the_port_is_255()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        Assert.Equal(255, Connect(new MqttBridge(_gate, "127.0.0.1", port, _listener, () => { }), "board"));
    }

    [Fact]
    public async Task Broker_that_goes_away_closes_the_connection()
    {
        var bridge = new MqttBridge(_gate, "127.0.0.1", _broker.EndPoint.Port, _listener, () => { });
        Assert.Equal(0, Connect(bridge, "board"));

        await _broker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("closed", _listener.Next());
        Assert.False(bridge.IsConnected);
    }

    [Fact]
    public void Boot_that_is_over_hears_nothing_and_says_nothing()
    {
        var network = new BootNetwork(_gate, null, () => { });
        var link = network.CreateMqtt("127.0.0.1", _broker.EndPoint.Port, _listener);
        Assert.Equal(0, Connect(link, "board"));
        link.Subscribe("#", 1);
        _listener.Next();

        _gate.End();
        network.End();

        Assert.Throws<BoardStoppedException>(() => link.Publish("a", [], 1, false));
        Assert.Throws<BoardStoppedException>(() => network.CreateMqtt("127.0.0.1", _broker.EndPoint.Port, _listener));
        Assert.True(SpinWait.SpinUntil(() => !link.IsConnected, s_patience));
        Assert.False(_listener.Any);
    }

    private static int Connect(IMqttLink link, string name) => link.Connect(name, null, null, true, 1, "will", "gone"u8.ToArray(), true, 30);

    private sealed class Listener : IMqttLinkListener
    {
        private readonly BlockingCollection<string> _heard = [];

        internal ConcurrentBag<int> Threads { get; } = [];

        internal bool Any => _heard.Count > 0;

        public void OnMessage(string topic, byte[] payload, int qos, bool retain, bool duplicate) =>
            Hear($"message {topic} {Encoding.UTF8.GetString(payload)} {qos} {retain}");

        public void OnPublished(int packetId) => Hear($"published {packetId}");

        public void OnSubscribed(int packetId, int grantedQos) => Hear($"subscribed {packetId} {grantedQos}");

        public void OnUnsubscribed(int packetId) => Hear($"unsubscribed {packetId}");

        public void OnClosed() => Hear("closed");

        internal string Next() => _heard.TryTake(out string? heard, s_patience) ? heard : "nothing in time";

        private void Hear(string what)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            _heard.Add(what);
        }
    }
}
