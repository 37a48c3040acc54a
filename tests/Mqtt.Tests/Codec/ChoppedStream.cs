namespace NanoLive.Mqtt.Tests.Codec;

/// <summary>Gives its bytes in pieces of random size, as TCP may.</summary>
internal sealed class ChoppedStream(byte[] bytes, Random random) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int longest = random.Next(4) == 0 ? 1 : random.Next(1, 2000);
        return base.ReadAsync(buffer[..Math.Min(buffer.Length, longest)], cancellationToken);
    }
}
