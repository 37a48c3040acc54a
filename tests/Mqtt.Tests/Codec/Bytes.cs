using System.Buffers;
using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Tests.Codec;

/// <summary>Packets to bytes and back, as these tests need it.</summary>
internal static class Bytes
{
    public static byte[] Of(Packet packet)
    {
        var output = new ArrayBufferWriter<byte>();
        int length = PacketEncoder.Encode(packet, output);
        Xunit.Assert.Equal(output.WrittenCount, length);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Decodes a whole packet, whose remaining length must be right.</summary>
    public static Packet? Decode(ReadOnlySpan<byte> bytes, out string? violation)
    {
        int fieldBytes = RemainingLength.Read(bytes[1..], out int remaining);
        Xunit.Assert.Equal(bytes.Length, 1 + fieldBytes + remaining);
        return PacketDecoder.Decode(bytes[0], bytes[(1 + fieldBytes)..], out violation);
    }

    public static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
