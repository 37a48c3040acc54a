using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Broker;

/// <summary>
/// Sessions, subscriptions and retained messages, under one lock. Inside it messages are only put into bounded queues: nothing waits, so
/// a slow client holds nobody up. Locks are taken in the order exchange, outgoing queue, and never the other way round.
/// <code>
/// session     CONNECT clean      CONNECT persistent   connection ends    from another connection
/// none        new, connected     new, connected       -                  -
/// connected   -                  -                    clean: none        the old connection is closed, its will published,
///                                                     persistent: away   then as below
/// away        new, connected     resumed, connected   -                  -
/// </code>
/// </summary>
internal sealed class Exchange(MqttBrokerOptions options, BrokerCounters counters)
{
    private const int MaxClientIdChars = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Session> _sessions = [];
    private readonly SubscriptionTree _subscriptions = new();
    private readonly RetainedMessages _retained = new(options.MaxRetainedMessages, options.MaxRetainedBytes);
    private readonly Dictionary<Session, MqttQos> _matches = [];
    private int _connected;

    public int ConnectedCount => Volatile.Read(ref _connected);

    /// <summary>Decides over CONNECT (3.1.4). When accepted, the connection's session may get messages at once.</summary>
    public Admission Attach(BrokerConnection connection, ConnectPacket connect)
    {
        if (connect.Level != ConnectPacket.Mqtt311)
        {
            return new Admission(MqttConnectCode.UnacceptableProtocolVersion, false, null);
        }

        if (connect.ClientId.Length > MaxClientIdChars || connect.ClientId.Length == 0 && !connect.CleanSession)
        {
            return new Admission(MqttConnectCode.IdentifierRejected, false, null);
        }

        string? password = connect.Password is null ? null : System.Text.Encoding.UTF8.GetString(connect.Password);
        MqttConnectCode code = options.Admit?.Invoke(connect.ClientId, connect.User, password) ?? MqttConnectCode.Accepted;
        if (code != MqttConnectCode.Accepted)
        {
            return new Admission(code, false, null);
        }

        string clientId = connect.ClientId.Length > 0 ? connect.ClientId : $"auto-{Guid.NewGuid():N}";
        BrokerConnection? previous;
        Admission admission;
        lock (_lock)
        {
            previous = TakeOver(clientId);
            admission = Attach(connection, clientId, connect.CleanSession);
        }

        previous?.Close("another connection took its client id over [MQTT-3.1.4-2]");
        return admission;
    }

    /// <summary>The connection has ended; does nothing when its session has been taken over.</summary>
    /// <param name="will">To be published, or null.</param>
    public void Detach(Session session, BrokerConnection connection, MqttMessage? will)
    {
        lock (_lock)
        {
            if (session.Connection == connection)
            {
                Leave(session, will);
            }
        }
    }

    /// <summary>False when a retained message does not fit; it is then not delivered either.</summary>
    public bool Publish(MqttMessage message)
    {
        lock (_lock)
        {
            if (message.Retain && !_retained.TryKeep(message))
            {
                return false;
            }

            _matches.Clear();
            _subscriptions.Match(message.Topic, _matches);
            foreach ((Session session, MqttQos granted) in _matches)
            {
                session.Deliver(message, message.Qos < granted ? message.Qos : granted);
            }

            return true;
        }
    }

    /// <summary>
    /// Subscribes, calls <paramref name="answer"/> with the codes of SUBACK, then queues the retained messages, so that none overtakes SUBACK and no older
    /// one follows a newer one. False when the client has more retained messages waiting than may.
    /// </summary>
    public bool Subscribe(Session session, BrokerConnection connection, SubscribePacket packet, Action<SubackPacket> answer)
    {
        lock (_lock)
        {
            if (session.Connection != connection)
            {
                return false;
            }

            byte[] codes = [.. packet.Filters.Select((requested, index) => SubscribeOne(session, requested, index))];
            answer(new SubackPacket(packet.Id, codes));
            for (int i = 0; i < codes.Length; i++)
            {
                if (codes[i] != SubackPacket.Refused && !session.Outgoing.TryReplay(_retained.Matching(packet.Filters[i].Filter), (MqttQos)codes[i]))
                {
                    return false;
                }
            }
        }

        // Again: the writer may have gone to sleep between the answer and the retained messages.
        connection.Wake();
        return true;
    }

    public void Unsubscribe(Session session, BrokerConnection connection, IEnumerable<string> filters)
    {
        lock (_lock)
        {
            foreach (string filter in filters.Where(filter => session.Connection == connection && session.Filters.Remove(filter)))
            {
                _subscriptions.Remove(filter, session);
            }
        }
    }

    // The index bounds the work for a packet that repeats one filter.
    private byte SubscribeOne(Session session, RequestedFilter requested, int index)
    {
        bool isNew = !session.Filters.Contains(requested.Filter);
        if (index >= options.MaxSubscriptionsPerClient || isNew && session.Filters.Count >= options.MaxSubscriptionsPerClient)
        {
            return SubackPacket.Refused;
        }

        var granted = (MqttQos)Math.Min(1, requested.RequestedQos);
        session.Filters.Add(requested.Filter);
        _subscriptions.Add(requested.Filter, session, granted);
        return (byte)granted;
    }

    // The old connection's will is published before the new one is accepted, so that what the new one says about itself stands.
    private BrokerConnection? TakeOver(string clientId)
    {
        if (!_sessions.TryGetValue(clientId, out Session? session) || session.Connection is not { } previous)
        {
            return null;
        }

        Leave(session, previous.TakeWill());
        return previous;
    }

    private Admission Attach(BrokerConnection connection, string clientId, bool cleanSession)
    {
        if (_connected >= options.MaxClients)
        {
            return new Admission(MqttConnectCode.ServerUnavailable, false, null);
        }

        bool present = _sessions.TryGetValue(clientId, out Session? session) && !cleanSession;
        if (!present)
        {
            if (session is not null)
            {
                Forget(session);
            }

            session = new Session(clientId, !cleanSession, new OutgoingQueue(options, counters));
            _sessions.Add(clientId, session);
        }

        session!.Connection = connection;
        _connected++;
        return new Admission(MqttConnectCode.Accepted, present, session);
    }

    private void Leave(Session session, MqttMessage? will)
    {
        session.Connection = null;
        session.LeftAtMs = Environment.TickCount64;
        session.Outgoing.Suspend();
        _connected--;
        if (!session.IsPersistent)
        {
            Forget(session);
        }
        else if (_sessions.Count - _connected > options.MaxOfflineSessions)
        {
            Forget(_sessions.Values.Where(candidate => candidate.Connection is null).MinBy(candidate => candidate.LeftAtMs)!);
        }

        if (will is not null && !Publish(will))
        {
            options.Log?.Invoke($"{session.ClientId}: its last will does not fit into the retained messages and is lost");
        }
    }

    private void Forget(Session session)
    {
        foreach (string filter in session.Filters)
        {
            _subscriptions.Remove(filter, session);
        }

        _sessions.Remove(session.ClientId);
    }
}
