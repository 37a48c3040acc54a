using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using Net = MQTTnet;

namespace NanoLive.Mqtt.MqttNet;

/// <summary>
/// MQTTnet's client behind our interface. MQTTnet keeps no session over connections, so the messages of a persistent one are kept here and published
/// anew, without DUP. It has no bound for incoming packets, and queues what the inbox has no room for.
/// </summary>
internal sealed class MqttNetClient : IMqttClient
{
    private const int InboxMessages = 1_024;

    private readonly Net.IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<MqttMessage> _inbox = Channel.CreateBounded<MqttMessage>(InboxMessages);
    private readonly Lock _lock = new();
    private readonly LinkedList<Unacknowledged> _unacknowledged = [];
    private MqttConnectOptions? _options;
    private MqttDisconnection _last = new(MqttDisconnectReason.Requested, "Not connected.");
    private bool _requested;

    public MqttNetClient()
    {
        _client.ApplicationMessageReceivedAsync += received => _inbox.Writer.WriteAsync(received.ApplicationMessage.FromMqttNet()).AsTask();
        _client.DisconnectedAsync += OnDisconnectedAsync;
    }

    public event Action<MqttDisconnection>? Disconnected;

    public bool IsConnected => _client.IsConnected;

    public IAsyncEnumerable<MqttMessage> Messages => _inbox.Reader.ReadAllAsync();

    public async Task<MqttConnectOutcome> ConnectAsync(MqttConnectOptions options, CancellationToken cancellationToken = default)
    {
        string where = $"{options.Host}:{options.Port}";
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(options.ConnectTimeoutMs);
        _requested = false;
        if (options.CleanSession || options.ClientId != _options?.ClientId)
        {
            Abandon();
        }

        _options = options;
        try
        {
            MqttClientConnectResult result = await _client.ConnectAsync(options.ToMqttNet(), bounded.Token);
            MqttConnectCode code = result.ResultCode.FromMqttNet();
            if (code != MqttConnectCode.Accepted)
            {
                return new MqttConnectOutcome(code, false, $"The broker at {where} refused the connection: {code}.");
            }

            _ = PublishAgainAsync();
            return new MqttConnectOutcome(code, result.IsSessionPresent, "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MqttConnectOutcome(MqttConnectCode.Unreachable, false, $"No answer from {where} within {options.ConnectTimeoutMs} ms.");
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException)
        {
            MqttConnectCode code = MqttNetTerms.IsNetworkFailure(e) ? MqttConnectCode.Unreachable : MqttConnectCode.NotABroker;
            return new MqttConnectOutcome(code, false, $"No MQTT broker at {where}: {e.Message}");
        }
    }

    public async Task PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        Require(MqttTopics.IsTopic(message.Topic), $"'{message.Topic}' is not a topic.");
        if (message.Qos == MqttQos.AtMostOnce)
        {
            await AskAsync(() => _client.PublishAsync(message.ToMqttNet(), cancellationToken));
            return;
        }

        Unacknowledged waiting = new(message);
        lock (_lock)
        {
            if (!IsConnected)
            {
                throw new MqttDisconnectedException(_last);
            }

            _unacknowledged.AddLast(waiting);
        }

        _ = PublishAsync(waiting);
        await waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    public async Task<MqttQos?> SubscribeAsync(string topicFilter, MqttQos qos = MqttQos.AtLeastOnce, CancellationToken cancellationToken = default)
    {
        Require(MqttTopics.IsFilter(topicFilter), $"'{topicFilter}' is not a topic filter.");
        MqttClientSubscribeOptions options = new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter(topicFilter, (Net.Protocol.MqttQualityOfServiceLevel)qos)
            .Build();
        MqttClientSubscribeResult result = await AskAsync(() => _client.SubscribeAsync(options, cancellationToken));
        int code = (int)result.Items.Single().ResultCode;
        return code > 2 ? null : (MqttQos)Math.Min(code, 1);
    }

    public async Task UnsubscribeAsync(string topicFilter, CancellationToken cancellationToken = default)
    {
        Require(MqttTopics.IsFilter(topicFilter), $"'{topicFilter}' is not a topic filter.");
        await AskAsync(() => _client.UnsubscribeAsync(topicFilter, cancellationToken));
    }

    public async Task DisconnectAsync(CancellationToken cancellationToken = default)
    {
        _requested = true;
        try
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);
        }
        catch (MqttCommunicationException)
        {
            // Not connected, or lost on the way: as wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _inbox.Writer.TryComplete();
        Abandon();
        _client.Dispose();
    }

    private Task OnDisconnectedAsync(MqttClientDisconnectedEventArgs disconnected)
    {
        if (disconnected.ClientWasConnected)
        {
            _last = MqttNetTerms.Disconnection(_requested, disconnected.Exception);
            if (_options!.CleanSession)
            {
                Abandon();
            }

            Disconnected?.Invoke(_last);
        }

        return Task.CompletedTask;
    }

    private async Task PublishAgainAsync()
    {
        List<Unacknowledged> again;
        lock (_lock)
        {
            again = [.. _unacknowledged];
        }

        foreach (Unacknowledged waiting in again)
        {
            await PublishAsync(waiting);
        }
    }

    // Failing leaves the message where it is: leaving the connection fails it, or the next connection publishes it again.
    private async Task PublishAsync(Unacknowledged waiting)
    {
        using var bounded = new CancellationTokenSource(_options!.AnswerTimeoutMs);
        try
        {
            await _client.PublishAsync(waiting.Message.ToMqttNet(), bounded.Token);
            lock (_lock)
            {
                _unacknowledged.Remove(waiting);
            }

            waiting.Answer.TrySetResult();
        }
        catch (OperationCanceledException) when (bounded.IsCancellationRequested)
        {
            await DisconnectAsync(CancellationToken.None);
        }
        catch (MqttCommunicationException)
        {
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (MqttCommunicationException)
        {
            throw new MqttDisconnectedException(_last);
        }
    }

    private void Abandon()
    {
        List<Unacknowledged> abandoned;
        lock (_lock)
        {
            abandoned = [.. _unacknowledged];
            _unacknowledged.Clear();
        }

        foreach (Unacknowledged waiting in abandoned)
        {
            waiting.Answer.TrySetException(new MqttDisconnectedException(_last));
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ArgumentException(otherwise);
        }
    }

    private sealed class Unacknowledged(MqttMessage message)
    {
        public MqttMessage Message { get; } = message;

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
