using NanoLive.Mqtt;
using NanoLive.Publishing;

namespace NanoLive.Cli.Demo;

/// <summary>Listens to the demo's fleet and keeps what each board said, in order, with the time of arrival.</summary>
public sealed class StationWatch : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly List<(DateTime At, FleetMessage Message)> _messages = [];
    private readonly Dictionary<string, List<StationSample>> _samples = [];
    private readonly IMqttClient _client;
    private readonly FleetTopics _topics;
    private readonly FleetWatcher _watcher;
    private readonly Task _reading;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StationWatch(IMqttClient client, FleetTopics topics)
    {
        _client = client;
        _topics = topics;
        _watcher = new FleetWatcher(client, topics);
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Connects and subscribes.</summary>
    public static async Task<StationWatch> StartAsync(string broker, FleetTopics topics, CancellationToken cancel)
    {
        IMqttClient client = await FleetOptions.ConnectAsync(broker, null, null, cancel);
        StationWatch watch = new(client, topics);
        await watch._watcher.SubscribeAsync(cancel);
        await client.SubscribeAsync(topics.AllDevices("telemetry"), MqttQos.AtLeastOnce, cancel);
        return watch;
    }

    /// <summary>All samples of a board so far.</summary>
    public IReadOnlyList<StationSample> Samples(string device)
    {
        lock (_gate)
        {
            return _samples.TryGetValue(device, out List<StationSample>? samples) ? samples.ToArray() : [];
        }
    }

    /// <summary>Everything else that a board said so far.</summary>
    public IReadOnlyList<(DateTime At, T Message)> Messages<T>(string device)
        where T : FleetMessage
    {
        lock (_gate)
        {
            return [.. _messages.Where(m => m.Message.DeviceId == device && m.Message is T).Select(m => (m.At, (T)m.Message))];
        }
    }

    /// <summary>Waits until the condition holds, which is asked whenever something arrives. False when the time is over.</summary>
    public async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancel)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(limit);
        while (true)
        {
            Task news;
            lock (_gate)
            {
                news = _news.Task;
            }

            if (condition())
            {
                return true;
            }

            try
            {
                await news.WaitAsync(end.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return condition();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _reading;
    }

    private async Task ReadAsync()
    {
        await foreach (MqttMessage message in _client.Messages)
        {
            lock (_gate)
            {
                Keep(message);
                _news.SetResult();
                _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void Keep(MqttMessage message)
    {
        if (_watcher.Read(message) is { } read)
        {
            _messages.Add((DateTime.UtcNow, read));
        }
        else if (_topics.TryReadDevice(message.Topic, out string device, out string name) && name == "telemetry" && StationSample.Parse(message.Payload.Span) is { } sample)
        {
            List<StationSample> samples = _samples.TryGetValue(device, out List<StationSample>? known) ? known : _samples[device] = [];
            StationSample? last = samples.LastOrDefault();

            // QoS 1: a repeated message is no second sample.
            if (last?.Number != sample.Number)
            {
                samples.Add(sample with { Boot = last == null ? 1 : sample.Number < last.Number ? last.Boot + 1 : last.Boot });
            }
        }
    }
}
