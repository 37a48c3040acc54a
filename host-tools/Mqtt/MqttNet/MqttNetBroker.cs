using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Server;

namespace NanoLive.Mqtt.MqttNet;

/// <summary>
/// MQTTnet's server behind our interface. It speaks QoS 2 as well, and sends again without DUP; of our bounds it knows those for clients and queued messages.
/// Its sessions and retained messages end with <see cref="StopAsync"/>.
/// </summary>
internal sealed class MqttNetBroker(MqttBrokerOptions options) : IMqttBroker
{
    private readonly ConcurrentDictionary<string, IMqttChannelAdapter> _connected = [];
    private MqttServer? _server;
    private IPEndPoint? _endPoint;
    private long _bytesIn;
    private long _bytesOut;
    private long _messagesIn;
    private long _messagesOut;
    private long _messagesDropped;
    private long _connections;

    public IPEndPoint EndPoint => _endPoint ?? throw new InvalidOperationException("The broker has not been started.");

    public int ClientCount => _connected.Count;

    public MqttBrokerStatistics Statistics => new(
        Interlocked.Read(ref _bytesIn) + _connected.Values.Sum(adapter => adapter.BytesReceived),
        Interlocked.Read(ref _bytesOut) + _connected.Values.Sum(adapter => adapter.BytesSent),
        Interlocked.Read(ref _messagesIn),
        Interlocked.Read(ref _messagesOut),
        Interlocked.Read(ref _messagesDropped),
        Interlocked.Read(ref _connections));

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        IPEndPoint wanted = _endPoint ?? options.EndPoint;
        RequireFree(wanted);
        bool isV6 = wanted.AddressFamily == AddressFamily.InterNetworkV6;
        MqttServerOptions serverOptions = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointPort(wanted.Port)
            .WithDefaultEndpointBoundIPAddress(isV6 ? IPAddress.None : wanted.Address)
            .WithDefaultEndpointBoundIPV6Address(isV6 ? wanted.Address : IPAddress.None)
            .WithPersistentSessions()
            .WithMaxPendingMessagesPerClient(options.MaxQueuedMessages)
            .Build();
        serverOptions.PendingMessagesOverflowStrategy = MqttPendingMessagesOverflowStrategy.DropNewMessage;
        _server = new MqttServerFactory().CreateMqttServer(serverOptions);
        _server.ValidatingConnectionAsync += OnConnectingAsync;
        _server.ClientDisconnectedAsync += OnDisconnectedAsync;
        _server.InterceptingInboundPacketAsync += packet => Count(packet, ref _messagesIn);
        _server.InterceptingOutboundPacketAsync += packet => Count(packet, ref _messagesOut);
        _server.QueuedApplicationMessageOverwrittenAsync += _ => Task.FromResult(Interlocked.Increment(ref _messagesDropped));
        await _server.StartAsync();
        _endPoint = new IPEndPoint(wanted.Address, serverOptions.DefaultEndpointOptions.Port);
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_server is not null)
        {
            await _server.StopAsync(new MqttServerStopOptionsBuilder().Build());
            _server.Dispose();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    // MQTTnet logs a port in use and goes on with the other address family; we want the exception.
    private static void RequireFree(IPEndPoint endPoint)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(endPoint);
    }

    private static Task Count(InterceptingPacketEventArgs intercepted, ref long counter)
    {
        if (intercepted.Packet is MqttPublishPacket)
        {
            Interlocked.Increment(ref counter);
        }

        return Task.CompletedTask;
    }

    private Task OnConnectingAsync(ValidatingConnectionEventArgs connecting)
    {
        Interlocked.Increment(ref _connections);
        MqttConnectCode code = Judge(connecting);
        if (code == MqttConnectCode.Accepted)
        {
            _connected[connecting.ClientId] = connecting.ChannelAdapter;
        }

        connecting.ReasonCode = code.ToMqttNet();
        options.Log?.Invoke($"{connecting.ClientId} ({connecting.RemoteEndPoint}): {code}");
        return Task.CompletedTask;
    }

    private MqttConnectCode Judge(ValidatingConnectionEventArgs connecting)
    {
        if (connecting.ProtocolVersion != MqttProtocolVersion.V311)
        {
            return MqttConnectCode.UnacceptableProtocolVersion;
        }

        // MQTTnet assigns client ids to MQTT 5 clients only.
        if (connecting.ClientId.Length == 0)
        {
            return MqttConnectCode.IdentifierRejected;
        }

        string? password = connecting.RawPassword is null ? null : connecting.Password;
        MqttConnectCode code = options.Admit?.Invoke(connecting.ClientId, connecting.UserName, password) ?? MqttConnectCode.Accepted;
        bool isFull = _connected.Count >= options.MaxClients && !_connected.ContainsKey(connecting.ClientId);
        return code == MqttConnectCode.Accepted && isFull ? MqttConnectCode.ServerUnavailable : code;
    }

    private Task OnDisconnectedAsync(ClientDisconnectedEventArgs disconnected)
    {
        if (_connected.TryRemove(disconnected.ClientId, out IMqttChannelAdapter? adapter))
        {
            Interlocked.Add(ref _bytesIn, adapter.BytesReceived);
            Interlocked.Add(ref _bytesOut, adapter.BytesSent);
        }

        options.Log?.Invoke($"{disconnected.ClientId}: closed: {disconnected.DisconnectType}");
        return Task.CompletedTask;
    }
}
