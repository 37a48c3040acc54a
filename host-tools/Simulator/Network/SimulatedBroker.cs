using NanoLive.Mqtt;

namespace NanoLive.Simulator;

/// <summary>
/// A broker for runs in virtual time: retained messages, wildcards, last wills, and a network between it and the boards that breaks as
/// <see cref="LinkFaults"/> says. Deterministic: what happens depends on the world's seed and the boards' doings only. The operator's side
/// (<see cref="Publish(string, byte[], bool)"/>) has no faults.
/// </summary>
public sealed class SimulatedBroker
{
    private readonly SimulatedTime _time;
    private readonly SortedDictionary<string, SimulatedMessage> _retained = new(StringComparer.Ordinal);
    private readonly List<SimulatedLink> _links = [];
    private readonly List<SimulatedMessage> _log = [];

    internal SimulatedBroker(SimulatedTime time) => _time = time;

    /// <summary>Called for every message the broker takes, from whichever side.</summary>
    public event Action<SimulatedMessage>? Taken;

    /// <summary>Called for every message that reaches a board: its name and the topic.</summary>
    public event Action<string, string>? Delivered;

    /// <summary>Faults of links that boards open from now on.</summary>
    public LinkFaults Faults { get; set; } = LinkFaults.None;

    /// <summary>Retained messages by topic.</summary>
    public IReadOnlyDictionary<string, SimulatedMessage> Retained => _retained;

    /// <summary>Every message the broker took, oldest first.</summary>
    public IReadOnlyList<SimulatedMessage> Log => _log;

    /// <summary>Publishes from the operator's side. An empty retained message clears its topic.</summary>
    public void Publish(string topic, byte[] payload, bool retain = true) => Take(null, topic, payload, retain);

    /// <summary>Messages taken so far whose topic matches.</summary>
    public IEnumerable<SimulatedMessage> Matching(string topicFilter) => _log.Where(message => MqttTopics.Matches(topicFilter, message.Topic));

    internal SimulatedLink Connect(string client, SimulatedTime clientTime, ulong seed, Action arrived)
    {
        var link = new SimulatedLink(this, client, clientTime, Faults, SeededRandom.For(seed, "link " + client), arrived);
        _links.Add(link);
        return link;
    }

    internal void OnDelivered(string client, string topic) => Delivered?.Invoke(client, topic);

    internal void Remove(SimulatedLink link) => _links.Remove(link);

    internal long NowUs => _time.NowUs;

    internal void Schedule(long atUs, Action happen) => _time.Schedule(atUs, happen);

    internal void Take(string? from, string topic, byte[] payload, bool retain)
    {
        var message = new SimulatedMessage(_time.NowUs, from, topic, payload, retain);
        _log.Add(message);
        if (retain && payload.Length == 0)
        {
            _retained.Remove(topic);
        }
        else if (retain)
        {
            _retained[topic] = message;
        }

        foreach (var link in _links.ToArray())
        {
            if (link.Wants(topic))
            {
                link.Send(topic, payload);
            }
        }

        Taken?.Invoke(message);
    }
}
