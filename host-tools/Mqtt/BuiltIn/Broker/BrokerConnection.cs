using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;
using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Broker;

/// <summary>
/// One TCP connection of the broker: waits for CONNECT, then a reader and a writer, two asynchronous loops without a thread. The reader stops
/// reading while its answers find no room, which is all the back-pressure a client can cause; its messages wait in the session, bounded there.
/// </summary>
internal sealed class BrokerConnection(NetworkStream stream, Exchange exchange, MqttBrokerOptions options, BrokerCounters counters)
{
    private const int AnswerQueuePackets = 64;
    private const int BatchBytes = 64 * 1024;

    private readonly OutgoingBytes _outgoing = new(stream, options.WriteTimeoutMs);
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<Packet> _answers = Channel.CreateBounded<Packet>(new BoundedChannelOptions(AnswerQueuePackets) { SingleWriter = true });
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly string _remote = $"{stream.Socket.RemoteEndPoint}";
    private string? _reason;
    private MqttMessage? _will;

    /// <summary>Lives until the connection is closed; never fails for what the client or the network does.</summary>
    public async Task RunAsync()
    {
        counters.AddConnection();
        await using (stream)
        {
            string who = _remote;
            try
            {
                var incoming = new IncomingPackets(stream, options.MaxPacketBytes);
                if (await ReceiveConnectAsync(incoming) is { } connect)
                {
                    who = $"{connect.ClientId} ({_remote})";
                    await ServeAsync(incoming, connect, who);
                }
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                Close(e.Message);
            }

            options.Log?.Invoke($"{who}: closed: {_reason}");
        }
    }

    /// <summary>The first reason given counts. The last will is published, unless the client said goodbye.</summary>
    public void Close(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _ending.Cancel();
    }

    /// <summary>There may be something to send.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>The last will, for whoever asks first.</summary>
    public MqttMessage? TakeWill() => Interlocked.Exchange(ref _will, null);

    private async Task<ConnectPacket?> ReceiveConnectAsync(IncomingPackets incoming)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        bounded.CancelAfter(options.ConnectTimeoutMs);
        try
        {
            Received received = await incoming.ReadAsync(bounded.Token);
            counters.AddBytesIn(received.LengthBytes);
            if (received.Packet is ConnectPacket connect)
            {
                return connect;
            }

            Close(received.Violation ?? (received.Packet is null ? "closed by the client" : "[MQTT-3.1.0-1] the first packet was not CONNECT"));
        }
        catch (OperationCanceledException) when (!_ending.IsCancellationRequested)
        {
            Close($"no CONNECT within {options.ConnectTimeoutMs} ms");
        }

        return null;
    }

    private async Task ServeAsync(IncomingPackets incoming, ConnectPacket connect, string who)
    {
        // The will is in place before the session is: a takeover may ask for it at once.
        _will = connect.Will;
        Admission admission = exchange.Attach(this, connect);
        var connack = new ArrayBufferWriter<byte>();
        PacketEncoder.Encode(new ConnackPacket(admission.SessionPresent, admission.Code), connack);
        if (admission.Session is not { } session)
        {
            await TryWriteAsync(connack.WrittenMemory);
            Close($"refused: {admission.Code}");
            return;
        }

        options.Log?.Invoke($"{who}: connected as {session.ClientId}");
        try
        {
            await TryWriteAsync(connack.WrittenMemory);
            await Task.WhenAll(EndingAfter(ReadAsync(incoming, session, connect.KeepAliveSeconds)), EndingAfter(WriteAsync(session)));
        }
        finally
        {
            exchange.Detach(session, this, TakeWill());
        }
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
            Close(e.Message);
        }
        finally
        {
            await _ending.CancelAsync();
        }
    }

    private async Task ReadAsync(IncomingPackets incoming, Session session, int keepAliveSeconds)
    {
        // One and a half times the keep-alive [MQTT-3.1.2-24], from one complete packet to the next.
        TimeSpan silence = keepAliveSeconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(keepAliveSeconds * 1500L);
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        while (!_ending.IsCancellationRequested)
        {
            await _answers.Writer.WaitToWriteAsync(_ending.Token);
            silent.CancelAfter(silence);
            Received received;
            try
            {
                received = await incoming.ReadAsync(silent.Token);
            }
            catch (OperationCanceledException) when (!_ending.IsCancellationRequested)
            {
                Close($"silent for more than one and a half times its keep-alive of {keepAliveSeconds} s");
                return;
            }

            silent.CancelAfter(Timeout.InfiniteTimeSpan);
            counters.AddBytesIn(received.LengthBytes);
            if (received.Packet is null)
            {
                Close(received.Violation ?? "closed by the client without DISCONNECT");
                return;
            }

            Handle(received.Packet, session);
        }
    }

    private void Handle(Packet packet, Session session)
    {
        switch (packet)
        {
            case PublishPacket publish:
                counters.AddMessageIn();
                if (!exchange.Publish(publish.Message with { Duplicate = false }))
                {
                    Close($"no room for its retained message on '{publish.Message.Topic}'");
                }
                else if (publish.Message.Qos == MqttQos.AtLeastOnce)
                {
                    Answer(new PubackPacket(publish.Id));
                }

                break;
            case PubackPacket puback:
                session.Outgoing.Acknowledge(puback.Id);
                Wake();
                break;
            case SubscribePacket subscribe when exchange.Subscribe(session, this, subscribe, Answer):
                break;
            case SubscribePacket:
                Close("more retained messages wait for it than may");
                break;
            case UnsubscribePacket unsubscribe:
                exchange.Unsubscribe(session, this, unsubscribe.Filters);
                Answer(new UnsubackPacket(unsubscribe.Id));
                break;
            case PingreqPacket:
                Answer(new PingrespPacket());
                break;
            case DisconnectPacket:
                TakeWill();
                Close("disconnected");
                break;
            default:
                Close($"unexpected {packet.GetType().Name} [MQTT-3.1.0-2]");
                break;
        }
    }

    // The reader has waited for room, answers at most once a packet, and nobody else writes here.
    private void Answer(Packet packet)
    {
        _answers.Writer.TryWrite(packet);
        Wake();
    }

    private async Task WriteAsync(Session session)
    {
        var batch = new ArrayBufferWriter<byte>();
        while (true)
        {
            batch.ResetWrittenCount();
            while (batch.WrittenCount < BatchBytes && _answers.Reader.TryRead(out Packet? answer))
            {
                PacketEncoder.Encode(answer, batch);
            }

            session.Outgoing.TakeInto(batch, BatchBytes);
            if (batch.WrittenCount == 0)
            {
                await _wake.Reader.ReadAsync(_ending.Token);
            }
            else if (!await TryWriteAsync(batch.WrittenMemory))
            {
                return;
            }
        }
    }

    private async Task<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!await _outgoing.TryWriteAsync(bytes, _ending.Token))
        {
            Close($"took nothing from its socket for {options.WriteTimeoutMs} ms");
            return false;
        }

        counters.AddBytesOut(bytes.Length);
        return true;
    }
}
