using Xunit;

namespace NanoLive.Mqtt.Tests.Support;

/// <summary>The broker of the implementation under test.</summary>
public sealed class OwnBroker : ITestBroker, IAsyncLifetime
{
    private readonly IMqttBroker _open = MqttConnections.CreateBroker();
    private readonly IMqttBroker _guarded = MqttConnections.CreateBroker(new MqttBrokerOptions
    {
        Admit = (_, user, password) => user == "operator" && password == "secret" ? MqttConnectCode.Accepted : MqttConnectCode.BadUserNameOrPassword,
    });

    public string? Missing => null;

    public int Port => _open.EndPoint.Port;

    public int GuardedPort => _guarded.EndPoint.Port;

    public bool MarksDuplicates => _open.GetType().Name == "MqttBroker";

    public async ValueTask InitializeAsync()
    {
        await _open.StartAsync();
        await _guarded.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        await _guarded.DisposeAsync();
    }
}
