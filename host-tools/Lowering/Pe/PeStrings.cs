using System.Text;

namespace NanoLive.Lowering.Pe;

/// <summary>Looks up string ids: the file's own (offset of a UTF-8 text that a zero byte ends) and the firmware's.</summary>
public static class PeStrings
{

    /// <summary>Null when the id points outside, or at a text without end.</summary>
    public static string? Find(PeImage image, ushort id)
    {
        if (id >= FirmwareStrings.FirstId)
        {
            return FirmwareStrings.Find(id);
        }

        var bytes = Bytes(image, id);
        return bytes.IsEmpty && !IsEmptyText(image, id) ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>As <see cref="Find"/>, with a placeholder instead of null.</summary>
    public static string Text(PeImage image, ushort id) => Find(image, id) ?? $"?0x{id:X4}";

    private static bool IsEmptyText(PeImage image, ushort id) => id < image.Strings.Length && image.Strings.Span[id] == 0;

    private static ReadOnlySpan<byte> Bytes(PeImage image, ushort id)
    {
        if (id >= image.Strings.Length)
        {
            return default;
        }

        var rest = image.Strings.Span[id..];
        var end = rest.IndexOf((byte)0);
        return end < 0 ? default : rest[..end];
    }
}
