using System.Text;
using System.Text.Json;
using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

/// <summary>A broker and the board's connection to it: retained messages, subscriptions that end with the connection.</summary>
public sealed class TestBroker : ITransport
{
    private readonly Dictionary<string, byte[]> _retained = [];
    private readonly HashSet<string> _subscriptions = [];
    private readonly Queue<(string Topic, byte[] Payload)> _inbox = new();

    public bool IsConnected { get; private set; } = true;

    public int Generation { get; private set; } = 1;

    public List<(string Topic, string Text)> Published { get; } = [];

    public List<string> Subscriptions { get; } = [];

    public int MostSubscribedChunks { get; private set; }

    public IEnumerable<JsonElement> Events => Published.Where(message => message.Topic.EndsWith("/event")).Select(message => JsonElement.Parse(message.Text));

    public JsonElement State => JsonElement.Parse(Published.Last(message => message.Topic.EndsWith("/state")).Text);

    public void Connect()
    {
        if (!IsConnected)
        {
            Generation++;
        }

        IsConnected = true;
    }

    public void Disconnect()
    {
        IsConnected = false;
        _subscriptions.Clear();
        _inbox.Clear();
    }

    /// <summary>Somebody publishes.</summary>
    public void Retain(string topic, byte[] payload)
    {
        _retained[topic] = payload;
        if (_subscriptions.Contains(topic))
        {
            _inbox.Enqueue((topic, payload));
        }
    }

    public bool Publish(string topic, byte[] payload, bool retain)
    {
        if (IsConnected)
        {
            Published.Add((topic, Encoding.ASCII.GetString(payload)));
        }

        return IsConnected;
    }

    public bool Subscribe(string topicFilter)
    {
        Subscriptions.Add(topicFilter);
        _subscriptions.Add(topicFilter);
        MostSubscribedChunks = Math.Max(MostSubscribedChunks, _subscriptions.Count(topic => topic.Contains("/payload/")));
        if (_retained.TryGetValue(topicFilter, out byte[]? payload))
        {
            _inbox.Enqueue((topicFilter, payload));
        }

        return true;
    }

    public bool Unsubscribe(string topicFilter) => _subscriptions.Remove(topicFilter);

    public bool TryReceive(out string topic, out byte[] payload)
    {
        bool any = _inbox.TryDequeue(out (string Topic, byte[] Payload) message);
        topic = message.Topic;
        payload = message.Payload;
        return any;
    }
}
