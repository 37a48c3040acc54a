using Mono.Cecil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>The values of one attribute, in the order and encoding that the reader of this project and the firmware expect.</summary>
internal sealed class AttributeValues
{
    private readonly List<Action<LittleEndianWriter, Func<string, ushort>>> _steps = [];

    public List<string> Texts { get; } = [];

    /// <summary>Null when there is a value of a kind that has no encoding.</summary>
    public static AttributeValues? Of(CustomAttribute attribute)
    {
        var values = new AttributeValues();
        if (!attribute.ConstructorArguments.All(values.Add))
        {
            return null;
        }

        var count = attribute.Fields.Count + attribute.Properties.Count;
        values._steps.Add((to, _) => to.U16((ushort)count));
        return attribute.Fields.OrderBy(field => field.Name, StringComparer.Ordinal).All(field => values.Add(0x53, field))
            && attribute.Properties.OrderBy(property => property.Name, StringComparer.Ordinal).All(property => values.Add(0x54, property))
                ? values
                : null;
    }

    public byte[] Encode(Func<string, ushort> idOf)
    {
        var bytes = new LittleEndianWriter();
        foreach (var step in _steps)
        {
            step(bytes, idOf);
        }

        return bytes.ToArray();
    }

    private bool Add(byte kind, CustomAttributeNamedArgument named)
    {
        Texts.Add(named.Name);
        _steps.Add((to, idOf) =>
        {
            to.U8(kind);
            to.U16(idOf(named.Name));
        });
        return Add(named.Argument);
    }

    private bool Add(CustomAttributeArgument argument)
    {
        switch (argument.Value)
        {
            case CustomAttributeArgument[] items when argument.Type.FullName == "System.Object[]" && items.Length <= byte.MaxValue:
                _steps.Add((to, _) => to.U8((byte)items.Length));
                return items.All(item => item.Value is CustomAttributeArgument inner && Add(inner));
            case string text: return Text(text);
            case TypeReference type: return Text(type.FullName);
            case bool value: return Number(0x02, to => to.U8(value ? (byte)1 : (byte)0));
            case char value: return Number(0x03, to => to.U16(value));
            case sbyte value: return Number(0x04, to => to.U8((byte)value));
            case byte value: return Number(0x05, to => to.U8(value));
            case short value: return Number(0x06, to => to.U16((ushort)value));
            case ushort value: return Number(0x07, to => to.U16(value));
            case int value: return Number(0x08, to => to.U32((uint)value));
            case uint value: return Number(0x09, to => to.U32(value));
            case long value: return Number(0x0A, to => to.U64((ulong)value));
            case ulong value: return Number(0x0B, to => to.U64(value));
            case float value: return Number(0x0C, to => to.U32(BitConverter.SingleToUInt32Bits(value)));
            case double value: return Number(0x0D, to => to.U64(BitConverter.DoubleToUInt64Bits(value)));
            default: return false;
        }
    }

    private bool Text(string text)
    {
        Texts.Add(text);
        _steps.Add((to, idOf) =>
        {
            to.U8(0x0E);
            to.U16(idOf(text));
        });
        return !text.Contains('\0');
    }

    private bool Number(byte element, Action<LittleEndianWriter> write)
    {
        _steps.Add((to, _) =>
        {
            to.U8(element);
            write(to);
        });
        return true;
    }
}
