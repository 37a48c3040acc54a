namespace NanoLive.Mqtt.Broker;

/// <summary>
/// Who gets a message: a tree by topic level, with the wildcards as ordinary children, so that a lookup costs by the depth of the topic and not by the
/// number of subscriptions. Empty branches are cut off. Not synchronised: the exchange's lock guards it.
/// </summary>
internal sealed class SubscriptionTree
{
    private readonly Node _root = new();

    /// <summary>Replaces the QoS when the session has this filter already [MQTT-3.8.4-3].</summary>
    public void Add(string filter, Session session, MqttQos qos)
    {
        Node node = _root;
        foreach (string level in filter.Split('/'))
        {
            if (!node.Children.TryGetValue(level, out Node? child))
            {
                node.Children.Add(level, child = new Node());
            }

            node = child;
        }

        node.Subscribers[session] = qos;
    }

    public void Remove(string filter, Session session) => Remove(_root, filter.Split('/'), 0, session);

    /// <summary>Adds the matching sessions, each once, with the highest QoS among its matching filters [MQTT-3.3.5-1].</summary>
    public void Match(string topic, Dictionary<Session, MqttQos> matches)
    {
        string[] levels = topic.Split('/');
        Match(_root, levels, 0, matches);
    }

    // Depth is bounded by MqttTopics.MaxLevels.
    private static void Match(Node node, string[] levels, int at, Dictionary<Session, MqttQos> matches)
    {
        // 4.7.2: a wildcard at the beginning does not match what begins with $.
        bool wildcards = at > 0 || !levels[0].StartsWith('$');
        if (wildcards && node.Children.TryGetValue("#", out Node? rest))
        {
            rest.AddTo(matches);
        }

        if (at == levels.Length)
        {
            node.AddTo(matches);
            return;
        }

        if (wildcards && node.Children.TryGetValue("+", out Node? any))
        {
            Match(any, levels, at + 1, matches);
        }

        if (node.Children.TryGetValue(levels[at], out Node? child))
        {
            Match(child, levels, at + 1, matches);
        }
    }

    // Returns whether the node is empty now.
    private static bool Remove(Node node, string[] levels, int at, Session session)
    {
        if (at == levels.Length)
        {
            node.Subscribers.Remove(session);
        }
        else if (node.Children.TryGetValue(levels[at], out Node? child) && Remove(child, levels, at + 1, session))
        {
            node.Children.Remove(levels[at]);
        }

        return node.Children.Count == 0 && node.Subscribers.Count == 0;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = [];

        public Dictionary<Session, MqttQos> Subscribers { get; } = [];

        public void AddTo(Dictionary<Session, MqttQos> matches)
        {
            foreach ((Session session, MqttQos qos) in Subscribers)
            {
                if (!matches.TryGetValue(session, out MqttQos known) || qos > known)
                {
                    matches[session] = qos;
                }
            }
        }
    }
}
