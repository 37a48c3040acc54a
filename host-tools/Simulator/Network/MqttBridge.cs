using System.Collections.Concurrent;
using NanoLive.Hardware;
using NanoLive.Mqtt;

namespace NanoLive.Simulator;

/// <summary>
/// One MQTT connection of a board over TCP: the calls of the board's library, which block, on the host's client, which does not. What the
/// connection reports reaches the listener in order, on a thread of this bridge.
/// </summary>
internal sealed class MqttBridge : IMqttLink
{
    private const int NoConnection = 255;
    private const int PacketIds = 65535;

    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(2);

    private readonly BootGate _gate;
    private readonly string _host;
    private readonly int _port;
    private readonly IMqttLinkListener _listener;
    private readonly Action _arrived;
    private readonly IMqttClient _client = MqttConnections.CreateClient();
    private readonly BlockingCollection<Action> _reports = [];
    private int _lastPacketId;
    private bool _isUsed;

    internal MqttBridge(BootGate gate, string host, int port, IMqttLinkListener listener, Action arrived)
    {
        _gate = gate;
        _host = host;
        _port = port;
        _listener = listener;
        _arrived = arrived;
        _client.Disconnected += _ => Report(_listener.OnClosed);
    }

    public bool IsConnected => _client.IsConnected;

    public int Connect(
        string clientId,
        string? user,
        string? password,
        bool willRetain,
        int willQos,
        string? willTopic,
        byte[]? willMessage,
        bool cleanSession,
        int keepAliveSeconds)
    {
        _gate.Check();
        var options = new MqttConnectOptions
        {
            Host = _host,
            Port = _port,
            ClientId = clientId,
            User = user,
            Password = password,
            CleanSession = cleanSession,
            KeepAliveSeconds = keepAliveSeconds,
            Will = willTopic == null ? null : new MqttMessage(willTopic, willMessage, (MqttQos)willQos, willRetain),
        };
        var outcome = _client.ConnectAsync(options).GetAwaiter().GetResult();
        if (outcome.IsAccepted && !_isUsed)
        {
            _isUsed = true;
            new Thread(Deliver) { IsBackground = true, Name = $"MQTT of {clientId}" }.Start();
            _ = Task.Run(Listen);
        }

        return outcome.Code <= MqttConnectCode.NotAuthorized ? (int)outcome.Code : NoConnection;
    }

    public int Publish(string topic, byte[] payload, int qos, bool retain)
    {
        _gate.Check();
        int id = qos == 0 ? 0 : NextPacketId();
        var message = new MqttMessage(topic, (byte[])payload.Clone(), (MqttQos)qos, retain);
        Follow(_client.PublishAsync(message), qos == 0 ? null : () => _listener.OnPublished(id));
        return id;
    }

    public int Subscribe(string topicFilter, int qos)
    {
        _gate.Check();
        int id = NextPacketId();
        var task = _client.SubscribeAsync(topicFilter, (MqttQos)qos);
        Follow(task, () => _listener.OnSubscribed(id, task.Result is { } granted ? (int)granted : 0x80));
        return id;
    }

    public int Unsubscribe(string topicFilter)
    {
        _gate.Check();
        int id = NextPacketId();
        Follow(_client.UnsubscribeAsync(topicFilter), () => _listener.OnUnsubscribed(id));
        return id;
    }

    public void Disconnect() => _client.DisconnectAsync().Wait(s_goodbye);

    /// <summary>The board is gone.</summary>
    internal void Abort() => _ = _client.DisposeAsync();

    private int NextPacketId()
    {
        int next = Interlocked.Increment(ref _lastPacketId);
        return ((next - 1) % PacketIds) + 1;
    }

    // A call on a connection that is gone is lost silently, as on the board; that the connection is gone is reported by itself.
    private void Follow(Task task, Action? report) => _ = task.ContinueWith(
        finished =>
        {
            // Reading the exception is what keeps it from being reported as unobserved.
            if (finished.Exception == null && !finished.IsCanceled && report != null)
            {
                Report(report);
            }
        },
        TaskScheduler.Default);

    private async Task Listen()
    {
        await foreach (var message in _client.Messages)
        {
            Report(() => _listener.OnMessage(message.Topic, message.Payload.ToArray(), (int)message.Qos, message.Retain, message.Duplicate));
        }
    }

    private void Report(Action report)
    {
        if (!_reports.IsAddingCompleted)
        {
            _reports.TryAdd(report);
        }
    }

    private void Deliver()
    {
        foreach (var report in _reports.GetConsumingEnumerable())
        {
            if (_gate.IsOver)
            {
                return;
            }

            try
            {
                report();
            }
            catch (Exception)
            {
                // As on the board: an exception of a handler ends that call and nothing else.
            }

            _arrived();
        }
    }
}
