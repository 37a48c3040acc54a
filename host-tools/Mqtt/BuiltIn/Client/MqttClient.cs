using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Client;

/// <summary>
/// The built-in client: at most one connection at a time, and the session and the inbox that outlive it. The lock guards the session and
/// which connection is the current one, together: a message is added to the session only while the connection that is to carry it is
/// current, so that none falls between a lost connection and the redelivery over the next one. Nothing is awaited inside the lock.
/// </summary>
internal sealed class MqttClient : IMqttClient
{
    // Packets that wait for an answer, far below the 65,535 identifiers; further callers wait their turn.
    private const int WindowPackets = 1_024;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly SemaphoreSlim _window = new(WindowPackets, WindowPackets);
    private readonly Inbox _inbox = new();
    private readonly ClientSession _session = new();
    private ClientConnection? _connection;
    private MqttConnectOptions? _options;
    private MqttDisconnection _last = new(MqttDisconnectReason.Requested, "Not connected.");
    private bool _disposed;

    public event Action<MqttDisconnection>? Disconnected;

    public bool IsConnected => Volatile.Read(ref _connection) is { IsEnding: false };

    public IAsyncEnumerable<MqttMessage> Messages => _inbox.ReadAllAsync();

    public async Task<MqttConnectOutcome> ConnectAsync(MqttConnectOptions options, CancellationToken cancellationToken = default)
    {
        ConnectPacket connect = ConnectRequest.From(options);
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (Volatile.Read(ref _connection) is { } current)
            {
                Leave(current, current.IsEnding ? await current.Ended : throw new InvalidOperationException("Already connected."));
            }

            (ClientConnection? opened, MqttConnectOutcome outcome) = await ConnectionOpening.OpenAsync(connect, options, cancellationToken);
            if (opened is not null)
            {
                await AdoptAsync(opened, options, outcome.SessionPresent);
            }

            return outcome;
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async Task PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        Require(MqttTopics.IsTopic(message.Topic), $"'{message.Topic}' is not a topic.");
        message = message with { Duplicate = false };
        if (message.Qos == MqttQos.AtLeastOnce)
        {
            await RoundTripAsync(message, id => new PublishPacket(message, id), cancellationToken);
        }
        else if (!await Current(message).SendAsync(new PublishPacket(message, 0), cancellationToken))
        {
            throw new MqttDisconnectedException(_last);
        }
    }

    public async Task<MqttQos?> SubscribeAsync(string topicFilter, MqttQos qos = MqttQos.AtLeastOnce, CancellationToken cancellationToken = default)
    {
        Require(MqttTopics.IsFilter(topicFilter), $"'{topicFilter}' is not a topic filter.");
        RequestedFilter[] filters = [new(topicFilter, (int)qos)];
        var answer = (SubackPacket)await RoundTripAsync(null, id => new SubscribePacket(id, filters), cancellationToken);
        return answer.Codes[0] == SubackPacket.Refused ? null : (MqttQos)Math.Min(answer.Codes[0], (byte)1);
    }

    public async Task UnsubscribeAsync(string topicFilter, CancellationToken cancellationToken = default)
    {
        Require(MqttTopics.IsFilter(topicFilter), $"'{topicFilter}' is not a topic filter.");
        await RoundTripAsync(null, id => new UnsubscribePacket(id, [topicFilter]), cancellationToken);
    }

    public async Task DisconnectAsync(CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _connection) is { } connection)
        {
            await connection.SayGoodbyeAsync(cancellationToken);
            Leave(connection, await connection.Ended);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connecting.WaitAsync();
        _disposed = true;
        _connecting.Release();
        await DisconnectAsync();
        _inbox.End();
        lock (_lock)
        {
            Fail(_session.Abandon(messagesToo: true));
        }
    }

    // Redeliveries go first (4.4), so the connection becomes current only behind them.
    private async Task AdoptAsync(ClientConnection opened, MqttConnectOptions options, bool sessionPresent)
    {
        List<PublishPacket> redeliveries;
        lock (_lock)
        {
            Fail(_session.Abandon(messagesToo: options.CleanSession || options.ClientId != _options?.ClientId));
            redeliveries = _session.Redeliveries(sessionPresent);
            _options = options;
        }

        opened.Start(ReceiveAsync);
        foreach (PublishPacket redelivery in redeliveries)
        {
            opened.AnswerExpected(redelivery.Id);
            await opened.SendAsync(redelivery, CancellationToken.None);
        }

        lock (_lock)
        {
            _connection = opened;
        }

        LeaveAtEnd(opened);
    }

    // Void, so that a defect in a handler of Disconnected is not swallowed with a task that nobody awaits.
    private async void LeaveAtEnd(ClientConnection connection) => Leave(connection, await connection.Ended);

    private void Leave(ClientConnection connection, MqttDisconnection disconnection)
    {
        lock (_lock)
        {
            if (_connection != connection)
            {
                return;
            }

            _connection = null;
            _last = disconnection;
            Fail(_session.Abandon(messagesToo: _options!.CleanSession));
        }

        Disconnected?.Invoke(disconnection);
    }

    /// <summary>Sends a packet with an identifier and waits for its answer.</summary>
    private async Task<Packet> RoundTripAsync(MqttMessage? message, Func<ushort, Packet> create, CancellationToken cancellationToken)
    {
        await _window.WaitAsync(cancellationToken);
        ClientConnection connection;
        Pending pending;
        lock (_lock)
        {
            try
            {
                connection = Current(message);
                pending = _session.Add(message);
            }
            catch (Exception e) when (e is MqttDisconnectedException or ArgumentException)
            {
                _window.Release();
                throw;
            }
        }

        connection.AnswerExpected(pending.Id);
        try
        {
            // False when the connection has just ended: then leaving it fails the answer, or the next one carries the message.
            await connection.SendAsync(create(pending.Id), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Take(connection, pending.Id);
            throw;
        }

        return await pending.Answer.Task.WaitAsync(cancellationToken);
    }

    private async ValueTask ReceiveAsync(ClientConnection connection, Packet packet, CancellationToken cancellationToken)
    {
        switch (packet)
        {
            case PublishPacket publish:
                await _inbox.AddAsync(publish.Message, cancellationToken);
                connection.Acknowledge(publish);
                break;
            case PubackPacket puback:
                Take(connection, puback.Id)?.Answer.TrySetResult(puback);
                break;
            case SubackPacket { Codes.Count: 1 } suback:
                Take(connection, suback.Id)?.Answer.TrySetResult(suback);
                break;
            case UnsubackPacket unsuback:
                Take(connection, unsuback.Id)?.Answer.TrySetResult(unsuback);
                break;
            case PingrespPacket:
                connection.Answered(AnswerWatch.Ping);
                break;
            default:
                connection.End(MqttDisconnectReason.ProtocolViolated, $"The broker sent an unexpected {packet.GetType().Name}.");
                break;
        }
    }

    private Pending? Take(ClientConnection connection, ushort id)
    {
        connection.Answered(id);
        lock (_lock)
        {
            Pending? pending = _session.Remove(id);
            if (pending is not null)
            {
                _window.Release();
            }

            return pending;
        }
    }

    private void Fail(List<Pending> abandoned)
    {
        foreach (Pending pending in abandoned)
        {
            pending.Answer.TrySetException(new MqttDisconnectedException(_last));
            _window.Release();
        }
    }

    private ClientConnection Current(MqttMessage? message)
    {
        ClientConnection connection = Volatile.Read(ref _connection) ?? throw new MqttDisconnectedException(_last);
        int maxBytes = _options!.MaxPacketBytes;
        bool fits = message is null || PacketEncoder.PublishLengthBytes(message) <= maxBytes;
        return fits ? connection : throw new ArgumentException($"The message makes a packet of more than {maxBytes} bytes.");
    }

    private static void Require(bool condition, string otherwise) => _ = condition ? true : throw new ArgumentException(otherwise);
}
