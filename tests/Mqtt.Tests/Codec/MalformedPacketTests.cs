using Xunit;

namespace NanoLive.Mqtt.Tests.Codec;

/// <summary>What MQTT 3.1.1 forbids, one case for each statement that concerns us; the word must be in the reason given.</summary>
public sealed class MalformedPacketTests
{
    [Theory]
    [InlineData("reserved type 0", "00 00", "type 0")]
    [InlineData("reserved type 15", "F0 00", "type 15")]
    [InlineData("PUBREC", "50 02 0001", "QoS 2")]
    [InlineData("PUBREL", "62 02 0001", "")]
    [InlineData("PUBCOMP", "70 02 0001", "QoS 2")]
    [InlineData("flags of PINGREQ", "C1 00", "2.2.2-2")]
    [InlineData("flags of SUBSCRIBE", "80 06 0001 0001 61 00", "2.2.2-2")]
    [InlineData("flags of UNSUBSCRIBE", "A0 05 0001 0001 61", "2.2.2-2")]
    [InlineData("flags of DISCONNECT", "E2 00", "2.2.2-2")]
    [InlineData("body of PINGREQ", "C0 01 00", "after the end")]
    [InlineData("body of DISCONNECT", "E0 01 00", "after the end")]
    [InlineData("short PUBACK", "40 01 00", "shorter")]
    [InlineData("long PUBACK", "40 03 0001 00", "after the end")]
    [InlineData("PUBACK for identifier 0", "40 02 0000", "2.3.1-1")]
    public void Frame_is_refused(string what, string hex, string reason) => Refused(what, hex, reason);

    [Theory]
    [InlineData("other protocol", "10 0E 0004 4D515455 04 02 0000 0002 6331", "3.1.2-1")]
    [InlineData("empty", "10 00", "shorter")]
    [InlineData("cut in the name", "10 04 0004 4D51", "shorter")]
    [InlineData("without client id", "10 0A 0004 4D515454 04 02 0000", "shorter")]
    [InlineData("reserved flag", "10 0E 0004 4D515454 04 03 0000 0002 6331", "3.1.2-3")]
    [InlineData("will QoS without will", "10 0E 0004 4D515454 04 0A 0000 0002 6331", "3.1.2-13")]
    [InlineData("will retain without will", "10 0E 0004 4D515454 04 22 0000 0002 6331", "3.1.2-15")]
    [InlineData("will QoS 3", "10 13 0004 4D515454 04 1E 0000 0002 6331 0001 61 0000", "3.1.2-14")]
    [InlineData("will topic with wildcard", "10 13 0004 4D515454 04 06 0000 0002 6331 0001 23 0000", "topic")]
    [InlineData("password without user", "10 11 0004 4D515454 04 42 0000 0002 6331 0001 70", "3.1.2-22")]
    [InlineData("user missing", "10 0E 0004 4D515454 04 82 0000 0002 6331", "shorter")]
    [InlineData("more than its fields", "10 0F 0004 4D515454 04 02 0000 0002 6331 00", "after the end")]
    [InlineData("client id not UTF-8", "10 0E 0004 4D515454 04 02 0000 0002 C328", "1.5.3-1")]
    public void Connect_is_refused(string what, string hex, string reason) => Refused(what, hex, reason);

    [Theory]
    [InlineData("reserved flags", "20 02 02 00", "reserved")]
    [InlineData("unknown code", "20 02 00 06", "reserved")]
    [InlineData("session present and refused", "20 02 01 02", "3.2.2-4")]
    [InlineData("short", "20 01 00", "shorter")]
    public void Connack_is_refused(string what, string hex, string reason) => Refused(what, hex, reason);

    [Theory]
    [InlineData("QoS 3", "36 05 0001 61 0001", "3.3.1-4")]
    [InlineData("QoS 2", "34 05 0001 61 0001", "QoS 2")]
    [InlineData("DUP with QoS 0", "38 03 0001 61", "3.3.1-2")]
    [InlineData("identifier 0", "32 05 0001 61 0000", "2.3.1-1")]
    [InlineData("without identifier", "32 03 0001 61", "shorter")]
    [InlineData("empty topic", "30 02 0000", "topic")]
    [InlineData("wildcard #", "30 03 0001 23", "3.3.2-2")]
    [InlineData("wildcard +", "30 05 0003 612F2B", "3.3.2-2")]
    [InlineData("topic longer than the packet", "30 03 0002 61", "shorter")]
    [InlineData("U+0000", "30 04 0002 6100", "1.5.3-2")]
    [InlineData("surrogate in UTF-8", "30 05 0003 EDA080", "1.5.3-1")]
    [InlineData("overlong UTF-8", "30 04 0002 C0AF", "1.5.3-1")]
    [InlineData("beyond U+10FFFF", "30 06 0004 F4908080", "1.5.3-1")]
    [InlineData("cut UTF-8", "30 04 0002 61E6", "1.5.3-1")]
    public void Publish_is_refused(string what, string hex, string reason) => Refused(what, hex, reason);

    [Theory]
    [InlineData("SUBSCRIBE without filter", "82 02 0001", "3.8.3-3")]
    [InlineData("SUBSCRIBE for QoS 3", "82 06 0001 0001 61 03", "3.8.3-4")]
    [InlineData("SUBSCRIBE with reserved bits", "82 06 0001 0001 61 81", "3.8.3-4")]
    [InlineData("SUBSCRIBE without QoS", "82 05 0001 0001 61", "shorter")]
    [InlineData("SUBSCRIBE with identifier 0", "82 06 0000 0001 61 00", "2.3.1-1")]
    [InlineData("empty filter", "82 05 0001 0000 00", "filter")]
    [InlineData("# inside", "82 08 0001 0003 232F61 00", "4.7.1")]
    [InlineData("# not a whole level", "82 07 0001 0002 6123 00", "4.7.1")]
    [InlineData("+ not a whole level", "82 07 0001 0002 612B 00", "4.7.1")]
    [InlineData("UNSUBSCRIBE without filter", "A2 02 0001", "3.10.3-2")]
    [InlineData("SUBACK without code", "90 02 0001", "SUBACK")]
    [InlineData("SUBACK with reserved code", "90 03 0001 03", "3.9.3-2")]
    public void Subscription_is_refused(string what, string hex, string reason) => Refused(what, hex, reason);

    private static void Refused(string what, string hex, string reason)
    {
        Assert.Null(Bytes.Decode(Bytes.FromHex(hex), out string? violation));
        Assert.NotNull(violation);
        Assert.True(violation.Contains(reason), $"{what}: expected '{reason}' in '{violation}'");
    }
}
