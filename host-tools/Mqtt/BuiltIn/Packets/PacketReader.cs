using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace NanoLive.Mqtt.Packets;

/// <summary>
/// Reads the fields of one packet body. The first thing that is wrong stays in <see cref="Violation"/>; from then on every read yields an
/// empty value, so that a decoder asks once, at its end.
/// </summary>
internal ref struct PacketReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>What is wrong, with the number of the conformance statement where there is one; null as long as nothing is.</summary>
    public string? Violation { get; private set; }

    public readonly bool IsAtEnd => _rest.IsEmpty || Violation is not null;

    public void Fail(string violation) => Violation ??= violation;

    public void Require(bool condition, string violation)
    {
        if (!condition)
        {
            Fail(violation);
        }
    }

    public byte Byte()
    {
        ReadOnlySpan<byte> bytes = Take(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    /// <summary>Two bytes, big endian (1.5.2).</summary>
    public ushort UInt16()
    {
        ReadOnlySpan<byte> bytes = Take(2);
        return bytes.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    /// <summary>Not 0 (2.3.1).</summary>
    public ushort PacketId()
    {
        ushort id = UInt16();
        Require(id != 0, "[MQTT-2.3.1-1] packet identifier 0");
        return id;
    }

    /// <summary>Two bytes of length and so many bytes.</summary>
    public byte[] Binary() => Take(UInt16()).ToArray();

    /// <summary>Two bytes of length and UTF-8 without surrogates and U+0000 (1.5.3). A byte order mark is an ordinary character.</summary>
    public string Text()
    {
        ReadOnlySpan<byte> bytes = Take(UInt16());
        Require(Utf8.IsValid(bytes), "[MQTT-1.5.3-1] not UTF-8");
        Require(!bytes.Contains((byte)0), "[MQTT-1.5.3-2] U+0000 in a string");
        return Violation is null ? Encoding.UTF8.GetString(bytes) : "";
    }

    public string Topic()
    {
        string topic = Text();
        Require(MqttTopics.IsTopic(topic), "[MQTT-3.3.2-2] not a topic name");
        return topic;
    }

    public string Filter()
    {
        string filter = Text();
        Require(MqttTopics.IsFilter(filter), "[MQTT-4.7.1-2] not a topic filter");
        return filter;
    }

    public byte[] Rest() => Take(_rest.Length).ToArray();

    public void RequireEnd() => Require(_rest.IsEmpty, "bytes after the end of the packet");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Violation is null && _rest.Length < count)
        {
            Fail("packet shorter than its fields");
        }

        if (Violation is not null)
        {
            return default;
        }

        ReadOnlySpan<byte> bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }
}
