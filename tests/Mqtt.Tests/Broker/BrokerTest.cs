using System.Collections.Concurrent;
using System.Net;
using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Broker;

/// <summary>A broker of its own for each test, with what it logged.</summary>
public abstract class BrokerTest : IAsyncLifetime
{
    private readonly List<IMqttBroker> _brokers = [];

    private protected ConcurrentQueue<string> Log { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (IMqttBroker broker in _brokers)
        {
            await broker.DisposeAsync();
        }
    }

    private protected async Task<IMqttBroker> StartAsync(MqttBrokerOptions? options = null)
    {
        IMqttBroker broker = MqttConnections.CreateBroker((options ?? new MqttBrokerOptions()) with { Log = Log.Enqueue });
        _brokers.Add(broker);
        await broker.StartAsync(Bounded.Token);
        return broker;
    }

    private protected async Task<IPEndPoint> EndPointAsync(MqttBrokerOptions? options = null) => (await StartAsync(options)).EndPoint;

    private protected Task Logged(string part) => Bounded.Until(() => Log.Any(line => line.Contains(part)), $"a line with '{part}' in the log");
}
