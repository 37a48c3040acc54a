namespace NanoLive.Mqtt.Broker;

/// <summary>What <see cref="MqttBrokerStatistics"/> is read from; each number is exact, a snapshot of several is not taken at one instant.</summary>
internal sealed class BrokerCounters
{
    private long _bytesIn;
    private long _bytesOut;
    private long _messagesIn;
    private long _messagesOut;
    private long _messagesDropped;
    private long _connections;

    public MqttBrokerStatistics Snapshot() => new(
        Interlocked.Read(ref _bytesIn),
        Interlocked.Read(ref _bytesOut),
        Interlocked.Read(ref _messagesIn),
        Interlocked.Read(ref _messagesOut),
        Interlocked.Read(ref _messagesDropped),
        Interlocked.Read(ref _connections));

    public void AddBytesIn(int count) => Interlocked.Add(ref _bytesIn, count);

    public void AddBytesOut(int count) => Interlocked.Add(ref _bytesOut, count);

    public void AddMessageIn() => Interlocked.Increment(ref _messagesIn);

    public void AddMessageOut() => Interlocked.Increment(ref _messagesOut);

    public void AddDropped() => Interlocked.Increment(ref _messagesDropped);

    public void AddConnection() => Interlocked.Increment(ref _connections);
}
