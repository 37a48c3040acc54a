using NanoLive.Mqtt.Packets;
using Xunit;

namespace NanoLive.Mqtt.Tests.Codec;

/// <summary>No bytes make the decoder throw or hang; what it accepts it can encode again. A failure names the seed.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 40_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_bodies_are_packets_or_violations(int seed)
    {
        var random = new Random(seed);
        byte[] body = new byte[64];
        for (int round = 0; round < Rounds; round++)
        {
            byte first = (byte)random.Next(256);
            Span<byte> bytes = body.AsSpan(0, random.Next(body.Length));
            random.NextBytes(bytes);
            Check(first, bytes, $"seed {seed}, round {round}");
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Mutated_packets_are_packets_or_violations(int seed)
    {
        var random = new Random(seed);
        byte[][] valid = [.. Samples.All.Select(Bytes.Of).Where(bytes => bytes.Length < 1000)];
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = Mutation.Of(valid[random.Next(valid.Length)], random);
            if (bytes.Length > 0)
            {
                Check(bytes[0], bytes.AsSpan(Math.Min(2, bytes.Length)), $"seed {seed}, round {round}");
            }
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Mutated_streams_end_in_packets_or_a_violation_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        byte[] stream = [.. Samples.All.SelectMany(Bytes.Of)];
        for (int round = 0; round < 300; round++)
        {
            using var chopped = new ChoppedStream(Mutation.Of(stream, random), random);
            var incoming = new IncomingPackets(chopped, maxPacketBytes: 32_768);
            Received received;
            int packets = 0;
            do
            {
                received = await incoming.ReadAsync(TestContext.Current.CancellationToken);
                Assert.True(++packets < 10_000, $"seed {seed}, round {round}: no end");
            }
            while (received.Packet is not null);
        }
    }

    [Fact]
    public async Task Stream_gives_the_same_packets_however_it_is_cut()
    {
        byte[] stream = [.. Samples.All.SelectMany(Bytes.Of)];
        for (int seed = 0; seed < 50; seed++)
        {
            var incoming = new IncomingPackets(new ChoppedStream(stream, new Random(seed)), maxPacketBytes: 32_768);
            foreach (Packet expected in Samples.All)
            {
                Received received = await incoming.ReadAsync(TestContext.Current.CancellationToken);
                Assert.Equal(Bytes.Of(expected), Bytes.Of(received.Packet!));
            }

            Assert.Equal(new Received(null, null, 0), await incoming.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    private static void Check(byte first, ReadOnlySpan<byte> body, string which)
    {
        Packet? packet = PacketDecoder.Decode(first, body, out string? violation);
        Assert.True(packet is null != violation is null, which);
        if (packet is not null and not ConnectPacket { Level: not ConnectPacket.Mqtt311 })
        {
            Packet? again = Bytes.Decode(Bytes.Of(packet), out string? second);
            Assert.True(again is not null, $"{which}: {packet} was accepted, and encoded again refused: {second}");
        }
    }
}
