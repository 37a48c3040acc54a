using System.Buffers;
using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Broker;

/// <summary>
/// The messages on their way to one client, in order: those sent and not acknowledged, then those waiting. Live messages are bounded in number and bytes
/// and the newest is dropped; replayed retained ones are references into the store and have a bound of their own. Synchronised.
/// </summary>
internal sealed class OutgoingQueue(MqttBrokerOptions options, BrokerCounters counters)
{
    // Unacknowledged at once; what comes behind waits, and stays in order.
    private const int WindowMessages = 64;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<ushort, Delivery> _unacknowledged = [];

    private Queue<Delivery> _waiting = [];
    private int _liveMessages;
    private long _liveBytes;
    private int _replayedMessages;
    private ushort _lastId;

    // How many of the unacknowledged, from the front, were sent on this connection. The rest was sent on an earlier one.
    private int _sent;

    public void Add(MqttMessage message, MqttQos qos)
    {
        lock (_lock)
        {
            if (_liveMessages >= options.MaxQueuedMessages || _liveBytes + message.Payload.Length > options.MaxQueuedBytes)
            {
                counters.AddDropped();
                return;
            }

            Wait(new Delivery(message, qos, Replayed: false));
        }
    }

    /// <summary>False, and nothing queued, when as many replayed messages as the store can hold would wait.</summary>
    public bool TryReplay(List<MqttMessage> retained, MqttQos granted)
    {
        lock (_lock)
        {
            if (_replayedMessages + retained.Count > options.MaxRetainedMessages)
            {
                return false;
            }

            foreach (MqttMessage message in retained)
            {
                Wait(new Delivery(message, message.Qos < granted ? message.Qos : granted, Replayed: true));
            }

            return true;
        }
    }

    public void Acknowledge(ushort id)
    {
        lock (_lock)
        {
            int index = _unacknowledged.IndexOf(id);
            if (index >= 0)
            {
                _unacknowledged.RemoveAt(index);
                _sent -= index < _sent ? 1 : 0;
            }
        }
    }

    /// <summary>The client is gone: what is QoS 0 goes with it, what is unacknowledged will be sent again [MQTT-4.4.0-1].</summary>
    public void Suspend()
    {
        lock (_lock)
        {
            _sent = 0;
            Queue<Delivery> waited = _waiting;
            _waiting = [];
            _liveMessages = _replayedMessages = 0;
            _liveBytes = 0;
            foreach (Delivery delivery in waited.Where(delivery => delivery.Qos == MqttQos.AtLeastOnce))
            {
                Wait(delivery);
            }
        }
    }

    /// <summary>Appends what may be sent now, until the batch has so many bytes.</summary>
    public void TakeInto(ArrayBufferWriter<byte> batch, int batchBytes)
    {
        lock (_lock)
        {
            for (; _sent < _unacknowledged.Count && batch.WrittenCount < batchBytes; _sent++)
            {
                (ushort id, Delivery delivery) = _unacknowledged.GetAt(_sent);
                Encode(delivery, id, duplicate: true, batch);
            }

            while (batch.WrittenCount < batchBytes && _waiting.TryPeek(out Delivery next) && (next.Qos == MqttQos.AtMostOnce || _sent < WindowMessages))
            {
                StopWaiting();
                ushort id = next.Qos == MqttQos.AtMostOnce ? (ushort)0 : Track(next);
                Encode(next, id, duplicate: false, batch);
            }
        }
    }

    private void Wait(Delivery delivery)
    {
        _waiting.Enqueue(delivery);
        _replayedMessages += delivery.Replayed ? 1 : 0;
        _liveMessages += delivery.Replayed ? 0 : 1;
        _liveBytes += delivery.Replayed ? 0 : delivery.Message.Payload.Length;
    }

    private void StopWaiting()
    {
        Delivery delivery = _waiting.Dequeue();
        _replayedMessages -= delivery.Replayed ? 1 : 0;
        _liveMessages -= delivery.Replayed ? 0 : 1;
        _liveBytes -= delivery.Replayed ? 0 : delivery.Message.Payload.Length;
    }

    private ushort Track(Delivery delivery)
    {
        do
        {
            _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
        }
        while (_unacknowledged.ContainsKey(_lastId));

        _unacknowledged.Add(_lastId, delivery);
        _sent++;
        return _lastId;
    }

    private void Encode(Delivery delivery, ushort id, bool duplicate, ArrayBufferWriter<byte> batch)
    {
        MqttMessage message = delivery.Message with { Qos = delivery.Qos, Retain = delivery.Replayed, Duplicate = duplicate };
        PacketEncoder.Encode(new PublishPacket(message, id), batch);
        counters.AddMessageOut();
    }
}
