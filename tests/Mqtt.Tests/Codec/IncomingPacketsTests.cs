using NanoLive.Mqtt.Packets;
using Xunit;

namespace NanoLive.Mqtt.Tests.Codec;

public sealed class IncomingPacketsTests
{
    [Fact]
    public async Task Packet_of_exactly_the_limit_is_read_and_one_byte_more_is_refused()
    {
        byte[] bytes = Bytes.Of(new PublishPacket(new MqttMessage("a", new byte[5000]), 0));
        Assert.NotNull((await ReadAsync(bytes, bytes.Length)).Packet);
        Received received = await ReadAsync(bytes, bytes.Length - 1);
        Assert.Null(received.Packet);
        Assert.Contains($"{bytes.Length - 1} are allowed", received.Violation);
    }

    // Refused by its length field, before the body has come: nothing may be allocated for a promise.
    [Fact]
    public async Task Promise_of_a_large_packet_is_refused_at_once() =>
        Assert.Contains("268435460 bytes", (await ReadAsync(Bytes.FromHex("30 FFFFFF7F"), 256 * 1024)).Violation);

    [Fact]
    public async Task Remaining_length_without_an_end_is_refused() =>
        Assert.Contains("four bytes", (await ReadAsync(Bytes.FromHex("30 FFFFFFFF"), 1000)).Violation);

    [Fact]
    public async Task End_inside_a_packet_is_not_an_end_between_packets()
    {
        Assert.NotNull((await ReadAsync(Bytes.FromHex("30 05 0001"), 1000)).Violation);
        Assert.Null((await ReadAsync([], 1000)).Violation);
    }

    private static async Task<Received> ReadAsync(byte[] bytes, int maxPacketBytes) =>
        await new IncomingPackets(new MemoryStream(bytes), maxPacketBytes).ReadAsync(TestContext.Current.CancellationToken);
}
