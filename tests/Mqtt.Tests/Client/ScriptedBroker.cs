using System.Net;
using System.Net.Sockets;
using NanoLive.Mqtt.Packets;
using NanoLive.Mqtt.Tests.Broker;
using NanoLive.Mqtt.Tests.Support;

namespace NanoLive.Mqtt.Tests.Client;

/// <summary>A listener whose side of the conversation the test plays.</summary>
internal sealed class ScriptedBroker : IDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);

    public ScriptedBroker()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public MqttConnectOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port,
        ClientId = "c",
        KeepAliveSeconds = 0,
    };

    public async Task<RawClient> AcceptAsync() => new(await _listener.AcceptAsync(Bounded.Token).AsTask().Within("a connection"));

    /// <summary>Accepts, and answers CONNECT with success.</summary>
    public async Task<(TestClient Client, RawClient Broker)> ConnectAsync(MqttConnectOptions options, TestClient? client = null)
    {
        client ??= TestClient.Unconnected();
        Task connecting = client.ConnectAsync(options);
        RawClient broker = await AcceptAsync();
        await broker.ReceiveAsync<ConnectPacket>();
        await broker.SendAsync(new ConnackPacket(!options.CleanSession, MqttConnectCode.Accepted));
        await connecting;
        return (client, broker);
    }

    public void Dispose() => _listener.Dispose();
}
