using System.Net;
using System.Net.Sockets;
using NanoLive.Mqtt.Packets;
using NanoLive.Mqtt.Tests.Codec;
using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Broker;

/// <summary>The other end of a TCP connection, packet by packet: does nothing by itself, so it can do everything wrong.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly IncomingPackets _incoming;

    public RawClient(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _incoming = new IncomingPackets(_stream, RemainingLength.Max);
    }

    public static async Task<RawClient> OpenAsync(IPEndPoint broker, int receiveBufferBytes = 0)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (receiveBufferBytes > 0)
        {
            socket.ReceiveBufferSize = receiveBufferBytes;
        }

        await socket.ConnectAsync(broker, Bounded.Token);
        return new RawClient(socket);
    }

    public static async Task<RawClient> ConnectedAsync(IPEndPoint broker, ConnectPacket connect, bool sessionPresent = false)
    {
        RawClient client = await OpenAsync(broker);
        await client.SendAsync(connect);
        Assert.Equal(new ConnackPacket(sessionPresent, MqttConnectCode.Accepted), await client.ReceiveAsync());
        return client;
    }

    public static Task<RawClient> ConnectedAsync(IPEndPoint broker, string clientId, bool clean = true) =>
        ConnectedAsync(broker, Connect(clientId, clean));

    public static ConnectPacket Connect(string clientId, bool clean = true, int keepAliveSeconds = 0, MqttMessage? will = null) =>
        new(ConnectPacket.Mqtt311, clientId, clean, keepAliveSeconds, will, null, null);

    public Task SendAsync(params Packet[] packets) => SendAsync([.. packets.SelectMany(Bytes.Of)]);

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes, Bounded.Token);

    public async Task<Packet> ReceiveAsync()
    {
        Received received = await _incoming.ReadAsync(Bounded.Token).AsTask().Within("a packet");
        Assert.True(received.Packet is not null, received.Violation ?? "The connection was closed instead of a packet sent.");
        return received.Packet;
    }

    public async Task<T> ReceiveAsync<T>()
        where T : Packet => Assert.IsType<T>(await ReceiveAsync());

    public async Task SubscribeAsync(string filter, int qos = 1)
    {
        await SendAsync(new SubscribePacket(1, [new RequestedFilter(filter, qos)]));
        Assert.Equal([(byte)Math.Min(qos, 1)], (await ReceiveAsync<SubackPacket>()).Codes);
    }

    /// <summary>Publishes with QoS 1, and waits for the acknowledgement.</summary>
    public async Task PublishAsync(string topic, byte[] payload, bool retain = false)
    {
        await SendAsync(new PublishPacket(new MqttMessage(topic, payload, MqttQos.AtLeastOnce, retain), 99));
        Assert.Equal(99, (await ReceiveAsync<PubackPacket>()).Id);
    }

    /// <summary>Reads to the end; a reset is one.</summary>
    public async Task ExpectClosedAsync()
    {
        try
        {
            while ((await _incoming.ReadAsync(Bounded.Token).AsTask().Within("the end of the connection")).Packet is not null)
            {
            }
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Ends with a reset, as a dead client does.</summary>
    public void Kill() => _stream.Socket.Close(timeout: 0);

    public void Dispose() => _stream.Dispose();
}
