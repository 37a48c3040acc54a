using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace NanoLive.Mqtt.Client;

/// <summary>
/// Messages that arrived and were not taken yet, in order, bounded in bytes: many small ones, as when a watcher gets the retained state of a
/// whole fleet, weigh as little as they are. One message always fits into an empty inbox.
/// </summary>
internal sealed class Inbox
{
    public const int MaxBytes = 16 * 1024 * 1024;

    // What a message without topic and payload takes, roughly.
    private const int OverheadBytes = 128;

    private readonly Lock _lock = new();
    private readonly Channel<MqttMessage> _messages = Channel.CreateUnbounded<MqttMessage>();
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;

    public static int Weigh(MqttMessage message) => OverheadBytes + 2 * message.Topic.Length + message.Payload.Length;

    /// <summary>Waits for room. After <see cref="End"/> the message is dropped.</summary>
    public async ValueTask AddAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        int weight = Weigh(message);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task room;
            lock (_lock)
            {
                if (_bytes == 0 || _bytes + weight <= MaxBytes)
                {
                    _bytes += weight;
                    _messages.Writer.TryWrite(message);
                    return;
                }

                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends after <see cref="End"/>, when all is taken.</summary>
    public async IAsyncEnumerable<MqttMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (MqttMessage message in _messages.Reader.ReadAllAsync(cancellationToken))
        {
            lock (_lock)
            {
                _bytes -= Weigh(message);
                _room.TrySetResult();
                _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            yield return message;
        }
    }

    public void End() => _messages.Writer.TryComplete();
}
