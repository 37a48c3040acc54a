using NanoLive.Hardware;
using NanoLive.Mqtt;

namespace NanoLive.Simulator;

/// <summary>
/// The connection of one board to the simulated broker. A broken connection loses its subscriptions and everything under way, publishes the
/// will, and comes back only after the board has seen that it was gone, so an outage between two looks is not missed.
/// </summary>
public sealed class SimulatedLink : IMessageLink
{
    private readonly SimulatedBroker _broker;
    private readonly SimulatedTime _time;
    private readonly LinkFaults _faults;
    private readonly SeededRandom _random;
    private readonly Action _arrived;
    private readonly Queue<(string Topic, byte[] Payload)> _inbox = new();
    private readonly List<string> _filters = [];
    private int _connection;
    private long _lastUpUs;
    private long _lastDownUs;
    private bool _isUp = true;
    private bool _isClosed;
    private bool _sawDown;
    private long _upAgainUs;

    internal SimulatedLink(SimulatedBroker broker, string client, SimulatedTime time, LinkFaults faults, SeededRandom random, Action arrived)
    {
        _broker = broker;
        _time = time;
        _faults = faults;
        _random = random;
        _arrived = arrived;
        Client = client;
        ScheduleBreak();
    }

    /// <summary>The board.</summary>
    public string Client { get; }

    /// <summary>Connections that broke.</summary>
    public int Breaks { get; private set; }

    /// <summary>Messages lost on the way, both ways, outages included.</summary>
    public int Lost { get; private set; }

    /// <summary>Topic of the last will, whose message is "0", retained; null for none.</summary>
    public string? WillTopic { get; set; }

    /// <inheritdoc/>
    public bool IsConnected
    {
        get
        {
            if (!_isUp && !_isClosed)
            {
                if (_sawDown && _time.NowUs >= _upAgainUs)
                {
                    _isUp = true;
                    _sawDown = false;
                    ScheduleBreak();
                }
                else
                {
                    _sawDown = true;
                }
            }

            return _isUp;
        }
    }

    /// <inheritdoc/>
    public bool Publish(string topic, byte[] payload, bool retain)
    {
        if (!_isUp)
        {
            return false;
        }

        byte[] copy = (byte[])payload.Clone();
        foreach (long delayUs in Delays())
        {
            long atUs = InOrder(ref _lastUpUs, _time.NowUs, delayUs);
            int connection = _connection;
            _broker.Schedule(atUs, () =>
            {
                if (connection == _connection)
                {
                    _broker.Take(Client, topic, copy, retain);
                }
            });
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Subscribe(string topicFilter)
    {
        if (!_isUp)
        {
            return false;
        }

        if (!_filters.Contains(topicFilter))
        {
            _filters.Add(topicFilter);
        }

        // 3.8.4: every SUBSCRIBE sends the retained messages that match, again too.
        foreach (var (topic, message) in _broker.Retained)
        {
            if (MqttTopics.Matches(topicFilter, topic))
            {
                Send(topic, message.Payload);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Unsubscribe(string topicFilter) => _isUp && (_filters.Remove(topicFilter) || true);

    /// <inheritdoc/>
    public bool TryReceive(out string topic, out byte[] payload)
    {
        bool any = _inbox.TryDequeue(out var message);
        (topic, payload) = any ? message : (null!, null!);
        return any;
    }

    /// <summary>The connection breaks now and stays away for a time.</summary>
    public void Break(long outageUs)
    {
        if (!_isUp || _isClosed)
        {
            return;
        }

        Breaks++;
        Drop();
        _upAgainUs = _time.NowUs + outageUs;
        _sawDown = false;
        _time.Schedule(_upAgainUs, _arrived);
    }

    internal void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Drop();
            _broker.Remove(this);
        }
    }

    internal bool Wants(string topic) => _isUp && _filters.Exists(filter => MqttTopics.Matches(filter, topic));

    internal void Send(string topic, byte[] payload)
    {
        // The broker's time and the board's differ while one of them goes on.
        long sentUs = Math.Max(_broker.NowUs, _time.NowUs);
        foreach (long delayUs in Delays())
        {
            long atUs = InOrder(ref _lastDownUs, sentUs, delayUs);
            int connection = _connection;
            _time.Schedule(atUs, () =>
            {
                if (connection == _connection)
                {
                    _inbox.Enqueue((topic, (byte[])payload.Clone()));
                    _arrived();
                    _broker.OnDelivered(Client, topic);
                }
            });
        }
    }

    private void Drop()
    {
        _isUp = false;
        _connection++;
        Lost += _inbox.Count;
        _inbox.Clear();
        _filters.Clear();
        if (WillTopic != null)
        {
            string topic = WillTopic;
            _broker.Schedule(_time.NowUs, () => _broker.Take(Client, topic, "0"u8.ToArray(), true));
        }
    }

    // None when the message is lost, two when it is doubled. Negative: held back, out of order.
    private List<long> Delays()
    {
        var delays = new List<long>(2);
        bool lost = _random.Chance(_faults.Loss);
        bool doubled = _random.Chance(_faults.Duplication);
        for (int copy = 0; copy < (doubled ? 2 : 1); copy++)
        {
            long delay = _faults.LatencyUs + _random.Between(0, _faults.JitterUs);
            bool late = _random.Chance(_faults.Reordering);
            delays.Add(late ? -(delay + _random.Between(1, Math.Max(1, _faults.ReorderingUs))) : delay);
        }

        if (lost)
        {
            Lost++;
            delays.Clear();
        }

        return delays;
    }

    private static long InOrder(ref long lastUs, long sentUs, long delayUs) =>
        delayUs < 0 ? sentUs - delayUs : lastUs = Math.Max(lastUs, sentUs + delayUs);

    private void ScheduleBreak()
    {
        if (_faults.MeanConnectedUs > 0)
        {
            int connection = _connection;
            _time.Schedule(_time.NowUs + _random.Between(1, 2 * _faults.MeanConnectedUs), () =>
            {
                if (connection == _connection)
                {
                    Break(_faults.OutageUs);
                }
            });
        }
    }
}
