using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Client;

/// <summary>
/// What waits for an answer, in the order of sending. Messages of QoS 1 are the part of the session that a client keeps over connections
/// (MQTT 3.1.1, 4.1). Not synchronised: its client's lock guards it.
/// </summary>
internal sealed class ClientSession
{
    private readonly OrderedDictionary<ushort, Pending> _pending = [];
    private ushort _lastId;

    /// <summary>Takes the next free identifier (2.3.1). The client's window keeps far more free than taken.</summary>
    public Pending Add(MqttMessage? message)
    {
        do
        {
            _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
        }
        while (_pending.ContainsKey(_lastId));

        var pending = new Pending(_lastId, message);
        _pending.Add(pending.Id, pending);
        return pending;
    }

    /// <summary>Null for an identifier that nothing waits for: answered twice.</summary>
    public Pending? Remove(ushort id) => _pending.Remove(id, out Pending? pending) ? pending : null;

    /// <summary>The messages to send again with the next connection, in their order (4.6).</summary>
    /// <param name="sessionPresent">DUP only where the broker can know the message [MQTT-3.3.1-1].</param>
    public List<PublishPacket> Redeliveries(bool sessionPresent)
    {
        var redeliveries = new List<PublishPacket>();
        foreach ((ushort id, Pending pending) in _pending)
        {
            if (pending.Message is { } message)
            {
                redeliveries.Add(new PublishPacket(message with { Duplicate = sessionPresent }, id));
            }
        }

        return redeliveries;
    }

    /// <summary>Gives up the requests, and the messages too if asked; the caller fails their tasks.</summary>
    public List<Pending> Abandon(bool messagesToo)
    {
        List<Pending> abandoned = [.. _pending.Values.Where(pending => messagesToo || pending.Message is null)];
        foreach (Pending pending in abandoned)
        {
            _pending.Remove(pending.Id);
        }

        return abandoned;
    }
}
