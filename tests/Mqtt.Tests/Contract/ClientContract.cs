using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Contract;

/// <summary>What a client of ours and a broker do together, whoever made the broker. Topics are a test's own, as the broker is shared.</summary>
public abstract partial class ClientContract
{
    private readonly ITestBroker _broker;
    private readonly string _root = $"test/{Guid.NewGuid():N}";

    protected ClientContract(ITestBroker broker)
    {
        _broker = broker;
        if (broker.Missing is not null)
        {
            Assert.Skip(broker.Missing);
        }
    }

    private MqttConnectOptions Options => new() { Host = "127.0.0.1", Port = _broker.Port, ClientId = NewId() };

    private MqttConnectOptions Persistent => Options with { CleanSession = false };

    private static string NewId() => $"c{Guid.NewGuid():N}"[..20];

    private Task<TestClient> ConnectAsync() => TestClient.ConnectedAsync(Options);
}
