using Mono.Cecil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>Which element stands for which type of mscorlib.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<string, PeElement> InSignatures = new(StringComparer.Ordinal)
    {
        ["Void"] = PeElement.Void, ["Boolean"] = PeElement.Boolean, ["SByte"] = PeElement.I1, ["Byte"] = PeElement.U1, ["Char"] = PeElement.Char,
        ["Int16"] = PeElement.I2, ["UInt16"] = PeElement.U2, ["Int32"] = PeElement.I4, ["UInt32"] = PeElement.U4, ["Single"] = PeElement.R4,
        ["Int64"] = PeElement.I8, ["UInt64"] = PeElement.U8, ["Double"] = PeElement.R8, ["String"] = PeElement.String,
        ["Object"] = PeElement.Object, ["IntPtr"] = PeElement.I4, ["UIntPtr"] = PeElement.U4, ["WeakReference"] = PeElement.WeakClass,
    };

    private static readonly Dictionary<string, PeElement> OfDefinitions = new(StringComparer.Ordinal)
    {
        ["Boolean"] = PeElement.Boolean, ["SByte"] = PeElement.I1, ["Byte"] = PeElement.U1, ["Char"] = PeElement.Char, ["Int16"] = PeElement.I2,
        ["UInt16"] = PeElement.U2, ["Int32"] = PeElement.I4, ["UInt32"] = PeElement.U4, ["Single"] = PeElement.R4, ["Int64"] = PeElement.I8,
        ["UInt64"] = PeElement.U8, ["Double"] = PeElement.R8, ["DateTime"] = PeElement.DateTime, ["TimeSpan"] = PeElement.TimeSpan,
        ["String"] = PeElement.String, ["RuntimeTypeHandle"] = PeElement.Reflection, ["RuntimeFieldHandle"] = PeElement.Reflection,
        ["RuntimeMethodHandle"] = PeElement.Reflection, ["WeakReference"] = PeElement.WeakClass,
    };

    /// <summary>The element that stands for the type in signatures, without a token.</summary>
    public static bool TryGet(TypeReference type, out PeElement element)
    {
        element = default;
        return type is not (TypeSpecification or GenericParameter) && type.Namespace == "System" && type.DeclaringType == null
            && InSignatures.TryGetValue(type.Name, out element);
    }

    /// <summary>How values of a type are kept; of an enum its underlying type.</summary>
    public static PeElement DataType(TypeDefinition type)
    {
        if (type.Namespace == "System" && type.DeclaringType == null && OfDefinitions.TryGetValue(type.Name, out var element))
        {
            return element;
        }

        if (type.IsEnum)
        {
            return type.Fields.FirstOrDefault(field => field.IsSpecialName) is { } value && TryGet(value.FieldType, out element) ? element : PeElement.I4;
        }

        return type.IsValueType ? PeElement.ValueType : PeElement.Class;
    }
}
