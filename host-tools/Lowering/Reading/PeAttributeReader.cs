using System.Buffers.Binary;
using System.Globalization;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Reading;

/// <summary>
/// Values of a custom attribute: for each parameter an element type of ECMA-335 and the value (strings as ids), an <c>object[]</c> as a count
/// and its elements; then a count of 16 bits of named fields and properties, each with its kind, its name's string id and its value.
/// </summary>
public sealed class PeAttributeReader(PeImage image, int start)
{
    private const byte ElementString = 0x0E;

    private int _position = start;

    public string? Problem { get; private set; }

    /// <summary>One text per value; named ones as <c>Name = value</c>. Stops at the first problem.</summary>
    public IReadOnlyList<string> Read(PeMethodSignature constructor)
    {
        var values = new List<string>();
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter is { Element: PeElement.SzArray, Inner.Element: PeElement.Object })
            {
                var count = Take(1, out var head) ? head[0] : 0;
                for (var i = 0; i < count && Problem == null; i++)
                {
                    values.Add(Value());
                }
            }
            else
            {
                values.Add(Value());
            }
        }

        var named = Take(2, out var bytes) ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : 0;
        for (var i = 0; i < named && Problem == null; i++)
        {
            values.Add(Named());
        }

        return values;
    }

    private string Named()
    {
        if (!Take(3, out var head))
        {
            return "?";
        }

        if (head[0] is not (0x53 or 0x54))
        {
            Problem ??= $"a named value of kind 0x{head[0]:X2}";
        }

        var name = PeStrings.Text(image, BinaryPrimitives.ReadUInt16LittleEndian(head[1..]));
        return $"{name} = {Value()}";
    }

    private string Value()
    {
        if (!Take(1, out var head))
        {
            return "?";
        }

        var element = head[0];
        var size = element switch
        {
            0x02 or 0x04 or 0x05 => 1,
            0x03 or 0x06 or 0x07 or ElementString => 2,
            0x08 or 0x09 or 0x0C => 4,
            0x0A or 0x0B or 0x0D => 8,
            _ => 0,
        };
        if (size == 0)
        {
            Problem ??= $"a value of element 0x{element:X2}";
            return "?";
        }

        if (!Take(size, out var bytes))
        {
            return "?";
        }

        return element == ElementString ? String(BinaryPrimitives.ReadUInt16LittleEndian(bytes)) : Number(element, bytes);
    }

    private string String(ushort id)
    {
        var text = PeStrings.Find(image, id);
        if (text == null)
        {
            Problem ??= $"a string 0x{id:X4} that does not exist";
        }

        return text == null ? "?" : PeNames.Quote(text);
    }

    private static string Number(byte element, ReadOnlySpan<byte> bytes)
    {
        FormattableString text = element switch
        {
            0x02 => $"{bytes[0] != 0}",
            0x03 => $"'{(char)BinaryPrimitives.ReadUInt16LittleEndian(bytes)}'",
            0x04 => $"{(sbyte)bytes[0]}",
            0x05 => $"{bytes[0]}",
            0x06 => $"{BinaryPrimitives.ReadInt16LittleEndian(bytes)}",
            0x07 => $"{BinaryPrimitives.ReadUInt16LittleEndian(bytes)}",
            0x08 => $"{BinaryPrimitives.ReadInt32LittleEndian(bytes)}",
            0x09 => $"{BinaryPrimitives.ReadUInt32LittleEndian(bytes)}",
            0x0A => $"{BinaryPrimitives.ReadInt64LittleEndian(bytes)}",
            0x0B => $"{BinaryPrimitives.ReadUInt64LittleEndian(bytes)}",
            0x0C => $"{BinaryPrimitives.ReadSingleLittleEndian(bytes)}",
            _ => $"{BinaryPrimitives.ReadDoubleLittleEndian(bytes)}",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }

    private bool Take(int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        var heap = image.Signatures.Span;
        if (Problem != null || count > heap.Length - _position)
        {
            Problem ??= $"values before {_position} of Signatures: the heap ends";
            return false;
        }

        bytes = heap.Slice(_position, count);
        _position += count;
        return true;
    }
}
