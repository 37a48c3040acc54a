using System.Buffers;
using System.Text.Json;

namespace NanoLive.Simulator;

/// <summary>
/// A record as a line: <c>{"us":1500,"what":"edge","of":"4","a":1,"b":2}</c>. Absent: <c>of</c> when there is no subject, <c>a</c> and <c>b</c>
/// when they are 0.
/// </summary>
internal static class TraceLine
{
    internal static byte[] Format(TraceRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(96);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("us", record.AtUs);
            json.WriteString("what", record.What);
            if (record.Subject != null)
            {
                json.WriteString("of", record.Subject);
            }

            if (record.First != 0)
            {
                json.WriteNumber("a", record.First);
            }

            if (record.Second != 0)
            {
                json.WriteNumber("b", record.Second);
            }

            json.WriteEndObject();
        }

        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null when the line is not a whole record.</summary>
    internal static TraceRecord? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new TraceRecord(
                root.GetProperty("us").GetInt64(),
                root.GetProperty("what").GetString() ?? "",
                root.TryGetProperty("of", out var subject) ? subject.GetString() : null,
                root.TryGetProperty("a", out var first) ? first.GetInt64() : 0,
                root.TryGetProperty("b", out var second) ? second.GetInt64() : 0);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
