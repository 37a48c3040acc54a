using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>How C# spells the types of what is proposed.</summary>
internal static class TypeNames
{
    /// <summary>A full name's namespace, empty for none, and the rest.</summary>
    public static (string Namespace, string Name) Parts(string fullName)
    {
        var end = fullName.LastIndexOf('.');
        return (fullName[..Math.Max(end, 0)], fullName[(end + 1)..].Replace('+', '.'));
    }

    public static string Of(ParameterDefinition parameter) => parameter.ParameterType is ByReferenceType reference
        ? (parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ") + Of(reference.ElementType) : Of(parameter.ParameterType);

    public static string Of(TypeReference type) => type is ArrayType array ? Of(array.ElementType) + "[]" : type.MetadataType switch
    {
        MetadataType.Void => "void",
        MetadataType.Boolean => "bool",
        MetadataType.Byte => "byte",
        MetadataType.Char => "char",
        MetadataType.Int16 => "short",
        MetadataType.UInt16 => "ushort",
        MetadataType.Int32 => "int",
        MetadataType.UInt32 => "uint",
        MetadataType.Int64 => "long",
        MetadataType.UInt64 => "ulong",
        MetadataType.Single => "float",
        MetadataType.Double => "double",
        MetadataType.String => "string",
        MetadataType.Object => "object",
        _ => "global::" + Names.Unmarked(type.FullName).Replace('/', '.'),
    };
}
