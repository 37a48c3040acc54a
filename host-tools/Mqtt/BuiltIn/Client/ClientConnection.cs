using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;
using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Client;

/// <summary>
/// One TCP connection of a client: a reader, a writer and a watch, three asynchronous loops without a thread. The reader never waits for the
/// writer, so that two sides with full buffers cannot wait for each other. Whatever ends one loop ends all; the first reason given counts.
/// </summary>
internal sealed class ClientConnection
{
    private const int SendQueuePackets = 64;
    private const int GoodbyeMs = 2_000;
    private const int BatchBytes = 64 * 1024;

    private readonly Socket _socket;
    private readonly MqttConnectOptions _options;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _leaving;
    private readonly Channel<Packet> _toSend = Channel.CreateBounded<Packet>(new BoundedChannelOptions(SendQueuePackets) { SingleReader = true });

    // As many as a broker may have unacknowledged (2.3.1); one more is a broker that does not count.
    private readonly Channel<Packet> _acknowledgements = Channel.CreateBounded<Packet>(new BoundedChannelOptions(65_535) { SingleReader = true });
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly AnswerWatch _answers;
    private readonly NetworkStream _stream;
    private readonly IncomingPackets _incoming;
    private readonly OutgoingBytes _outgoing;
    private MqttDisconnection? _disconnection;

    public ClientConnection(Socket socket, MqttConnectOptions options)
    {
        _socket = socket;
        _options = options;
        _leaving = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        _stream = new NetworkStream(socket, ownsSocket: true);
        _incoming = new IncomingPackets(_stream, options.MaxPacketBytes);
        _outgoing = new OutgoingBytes(_stream, options.AnswerTimeoutMs);
        _answers = new AnswerWatch(options.KeepAliveSeconds, options.AnswerTimeoutMs);
    }

    /// <summary>Completes once, never fails.</summary>
    public Task<MqttDisconnection> Ended { get; private set; } = Task.FromResult(new MqttDisconnection(MqttDisconnectReason.Requested, "Not started."));

    public bool IsEnding => _ending.IsCancellationRequested;

    /// <summary>Sends CONNECT and waits for the first packet, which should be CONNACK.</summary>
    public async Task<Received> HandshakeAsync(ConnectPacket connect, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketEncoder.Encode(connect, output);
        await _stream.WriteAsync(output.WrittenMemory, cancellationToken);
        return await _incoming.ReadAsync(cancellationToken);
    }

    /// <summary>Begins to read, write and watch. The reader awaits the receiver before it goes on.</summary>
    public void Start(Func<ClientConnection, Packet, CancellationToken, ValueTask> receive) => Ended = RunAsync(receive);

    /// <summary>Waits for room in the send queue, not for the network. False when the connection is ending.</summary>
    public async ValueTask<bool> SendAsync(Packet packet, CancellationToken cancellationToken)
    {
        try
        {
            await _toSend.Writer.WriteAsync(packet, cancellationToken);
            _wake.Writer.TryWrite(true);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>From the reader only; does nothing for QoS 0.</summary>
    public void Acknowledge(PublishPacket publish)
    {
        if (publish.Message.Qos == MqttQos.AtMostOnce)
        {
            return;
        }

        if (_acknowledgements.Writer.TryWrite(new PubackPacket(publish.Id)))
        {
            _wake.Writer.TryWrite(true);
        }
        else
        {
            End(MqttDisconnectReason.ProtocolViolated, "The broker sent more messages than there are identifiers without waiting for an acknowledgement.");
        }
    }

    public void AnswerExpected(ushort id) => _answers.Expect(id);

    public void Answered(ushort id) => _answers.Arrived(id);

    /// <summary>
    /// Lets the writer send what is queued and DISCONNECT, then ends. From now on messages are not received, and not acknowledged.
    /// Cancelling ends without a goodbye.
    /// </summary>
    public async Task SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        Interlocked.CompareExchange(ref _disconnection, new(MqttDisconnectReason.Requested, "Disconnected on request."), null);
        await _leaving.CancelAsync();
        try
        {
            if (await SendAsync(new DisconnectPacket(), cancellationToken))
            {
                _toSend.Writer.TryComplete();
            }

            await Ended.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _ending.CancelAsync();
            throw;
        }
    }

    public void End(MqttDisconnectReason reason, string diagnostic)
    {
        Interlocked.CompareExchange(ref _disconnection, new(reason, diagnostic), null);
        _ending.Cancel();
    }

    private async Task<MqttDisconnection> RunAsync(Func<ClientConnection, Packet, CancellationToken, ValueTask> receive)
    {
        await Task.WhenAll(EndingAfter(ReadAsync(receive)), EndingAfter(WriteAsync()), EndingAfter(WatchAsync()));
        await _stream.DisposeAsync();
        return _disconnection!;
    }

    private async Task EndingAfter(Task loop)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            End(MqttDisconnectReason.NetworkFailed, $"The connection to {_options.Host}:{_options.Port} failed: {e.Message}");
        }
        finally
        {
            _ending.Cancel();
            _toSend.Writer.TryComplete();
        }
    }

    private async Task ReadAsync(Func<ClientConnection, Packet, CancellationToken, ValueTask> receive)
    {
        while (true)
        {
            Received received = await _incoming.ReadAsync(_ending.Token);
            if (received.Packet is null)
            {
                End(
                    received.Violation is null ? MqttDisconnectReason.ClosedByBroker : MqttDisconnectReason.ProtocolViolated,
                    received.Violation is null ? "The broker closed the connection." : $"The broker sent what MQTT 3.1.1 does not allow: {received.Violation}.");
                return;
            }

            ValueTask handled = receive(this, received.Packet, _leaving.Token);
            _answers.Paused = !handled.IsCompleted;
            try
            {
                await handled;
            }
            catch (OperationCanceledException) when (!_ending.IsCancellationRequested)
            {
                // Leaving: the message is given up, the reader goes on to the end of the connection.
            }

            _answers.Paused = false;
        }
    }

    private async Task WriteAsync()
    {
        var batch = new ArrayBufferWriter<byte>();
        bool goodbye = false;
        while (!goodbye)
        {
            batch.ResetWrittenCount();
            while (batch.WrittenCount < BatchBytes && _acknowledgements.Reader.TryRead(out Packet? acknowledgement))
            {
                PacketEncoder.Encode(acknowledgement, batch);
            }

            while (batch.WrittenCount < BatchBytes && !goodbye && _toSend.Reader.TryRead(out Packet? packet))
            {
                PacketEncoder.Encode(packet, batch);
                goodbye = packet is DisconnectPacket;
            }

            if (batch.WrittenCount == 0)
            {
                await _wake.Reader.ReadAsync(_ending.Token);
                continue;
            }

            if (!await _outgoing.TryWriteAsync(batch.WrittenMemory, _ending.Token))
            {
                End(MqttDisconnectReason.NoAnswer, $"The broker took nothing from the connection for {_options.AnswerTimeoutMs} ms.");
                return;
            }

            _answers.Sent();
        }

        // Closing with unread bytes resets the connection, and a broker that loses DISCONNECT so publishes the last will. It closes
        // after DISCONNECT [MQTT-3.14.4-3], so the reader goes on to the end, but not for ever.
        _socket.Shutdown(SocketShutdown.Send);
        await Task.Delay(GoodbyeMs, _ending.Token);
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(_answers.PeriodMs));
        while (await timer.WaitForNextTickAsync(_ending.Token))
        {
            if (_answers.Overdue is { } overdue)
            {
                End(MqttDisconnectReason.NoAnswer, overdue);
                return;
            }

            if (_answers.TakePingIsDue())
            {
                await SendAsync(new PingreqPacket(), _ending.Token);
            }
        }
    }
}
