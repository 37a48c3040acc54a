using System.Text;
using NanoLive.Mqtt.Packets;
using Xunit;

namespace NanoLive.Mqtt.Tests.Codec;

/// <summary>Bytes written by hand from the tables of MQTT 3.1.1, chapter 3.</summary>
public sealed class PacketBytesTests
{
    private static readonly MqttMessage s_will = new("a/b", new byte[] { 0x30 }, MqttQos.AtLeastOnce, Retain: true);

    [Fact]
    public void Connect_has_the_bytes_of_section_3_1()
    {
        var packet = new ConnectPacket(4, "c1", true, 30, s_will, "u", "pw"u8.ToArray());
        Assert.Equal(Bytes.FromHex("10 1D 0004 4D515454 04 EE 001E 0002 6331 0003 612F62 0001 30 0001 75 0002 7077"), Bytes.Of(packet));
    }

    [Theory]
    [InlineData(false, MqttConnectCode.Accepted, "20 02 00 00")]
    [InlineData(true, MqttConnectCode.Accepted, "20 02 01 00")]
    [InlineData(false, MqttConnectCode.NotAuthorized, "20 02 00 05")]
    public void Connack_has_the_bytes_of_section_3_2(bool present, MqttConnectCode code, string hex) =>
        Assert.Equal(Bytes.FromHex(hex), Bytes.Of(new ConnackPacket(present, code)));

    [Fact]
    public void Publish_has_the_bytes_of_section_3_3()
    {
        Assert.Equal(Bytes.FromHex("30 05 0003 612F62"), Bytes.Of(new PublishPacket(new MqttMessage("a/b", default), 0)));
        var message = new MqttMessage("a/b", new byte[] { 1, 2 }, MqttQos.AtLeastOnce, Retain: true) { Duplicate = true };
        Assert.Equal(Bytes.FromHex("3B 09 0003 612F62 000A 0102"), Bytes.Of(new PublishPacket(message, 10)));
    }

    [Fact]
    public void Other_packets_have_the_bytes_of_their_sections()
    {
        Assert.Equal(Bytes.FromHex("40 02 1234"), Bytes.Of(new PubackPacket(0x1234)));
        Assert.Equal(
            Bytes.FromHex("82 0E 000A 0003 612F62 01 0003 632F64 02"),
            Bytes.Of(new SubscribePacket(10, [new("a/b", 1), new("c/d", 2)])));
        Assert.Equal(Bytes.FromHex("90 05 000A 00 01 80"), Bytes.Of(new SubackPacket(10, [0, 1, 0x80])));
        Assert.Equal(Bytes.FromHex("A2 0C 000A 0003 612F62 0003 632F64"), Bytes.Of(new UnsubscribePacket(10, ["a/b", "c/d"])));
        Assert.Equal(Bytes.FromHex("B0 02 000A"), Bytes.Of(new UnsubackPacket(10)));
        Assert.Equal(Bytes.FromHex("C0 00"), Bytes.Of(new PingreqPacket()));
        Assert.Equal(Bytes.FromHex("D0 00"), Bytes.Of(new PingrespPacket()));
        Assert.Equal(Bytes.FromHex("E0 00"), Bytes.Of(new DisconnectPacket()));
    }

    // MQTT 3.1.1, table 2.4.
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(16_383, "FF7F")]
    [InlineData(16_384, "808001")]
    [InlineData(2_097_151, "FFFF7F")]
    [InlineData(2_097_152, "80808001")]
    [InlineData(268_435_455, "FFFFFF7F")]
    public void Remaining_length_has_the_bytes_of_table_2_4(int value, string hex)
    {
        byte[] output = new byte[4];
        int length = RemainingLength.Write(value, output);
        Assert.Equal(hex, Convert.ToHexString(output, 0, length));
        Assert.Equal(length, RemainingLength.LengthBytes(value));
        Assert.Equal(length, RemainingLength.Read(output, out int read));
        Assert.Equal(value, read);
    }

    // MQTT 3.1.1, 1.5.3.1 and [MQTT-1.5.3-3].
    [Fact]
    public void String_of_the_standard_and_byte_order_mark_survive()
    {
        const string Topic = "A\U0002A6D4\uFEFF";
        byte[] bytes = Bytes.Of(new PublishPacket(new MqttMessage(Topic, default), 0));
        Assert.Equal(Bytes.FromHex("30 0A 0008 41F0AA9B94EFBBBF"), bytes);
        var packet = Assert.IsType<PublishPacket>(Bytes.Decode(bytes, out _));
        Assert.Equal(Topic, packet.Message.Topic);
    }

    [Fact]
    public void Every_packet_comes_back_as_it_was_encoded()
    {
        foreach (Packet packet in Samples.All)
        {
            byte[] bytes = Bytes.Of(packet);
            Packet? decoded = Bytes.Decode(bytes, out string? violation);
            Assert.Null(violation);
            Assert.Equal(packet.GetType(), decoded!.GetType());
            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(Bytes.Of(decoded)));
        }
    }

    [Fact]
    public void Publish_length_is_known_without_encoding()
    {
        foreach (PublishPacket packet in Samples.All.OfType<PublishPacket>())
        {
            Assert.Equal(Bytes.Of(packet).Length, PacketEncoder.PublishLengthBytes(packet.Message));
        }
    }

    [Fact]
    public void Connect_of_another_level_is_read_up_to_the_level_only()
    {
        // MQTT 5 has properties behind the keep-alive; the broker must answer all the same [MQTT-3.1.2-2].
        byte[] version5 = Bytes.FromHex("10 10 0004 4D515454 05 02 003C 03 210014 0000");
        Assert.Equal(5, Assert.IsType<ConnectPacket>(Bytes.Decode(version5, out _)).Level);
        byte[] version31 = Bytes.FromHex("10 0E 0006 4D5149736470 03 02 003C 0000");
        Assert.Equal(3, Assert.IsType<ConnectPacket>(Bytes.Decode(version31, out _)).Level);
    }

    [Fact]
    public void Password_may_be_any_bytes()
    {
        byte[] password = [0xFF, 0x00, 0xC0];
        var packet = new ConnectPacket(4, "c", true, 0, null, "u", password);
        Assert.Equal(password, Assert.IsType<ConnectPacket>(Bytes.Decode(Bytes.Of(packet), out _)).Password);
    }

    [Fact]
    public void Topic_is_encoded_as_utf8() =>
        Assert.Equal(Encoding.UTF8.GetBytes("Ä"), Bytes.Of(new PublishPacket(new MqttMessage("Ä", default), 0))[4..]);
}
