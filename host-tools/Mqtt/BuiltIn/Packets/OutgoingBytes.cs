namespace NanoLive.Mqtt.Packets;

/// <summary>Writes to a stream, each time for a bounded time: the other side may have stopped reading.</summary>
internal sealed class OutgoingBytes(Stream stream, int timeoutMs)
{
    /// <summary>False when the time is over; the stream is then not to be used any more, as part of the bytes may have gone.</summary>
    public async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(timeoutMs);
        try
        {
            await stream.WriteAsync(bytes, bounded.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
