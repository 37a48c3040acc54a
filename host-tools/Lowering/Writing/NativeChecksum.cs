using System.Text;
using Mono.Cecil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The checksum by which the firmware knows that its native methods belong to an assembly: a CRC over texts, one method after the other in
/// table order. A native method counts by assembly name, class name and method name with its types; any other method counts as "NULL". The
/// first native method counts by its method name alone and what precedes it not at all, for so does the stock processor. Interfaces, enums and
/// delegates are passed over. 0 without native methods.
/// </summary>
internal static class NativeChecksum
{
    public static uint Of(ModuleDefinition module, IEnumerable<TypeDefinition> types)
    {
        uint crc = 0;
        var sawNative = false;
        foreach (var method in types.Where(Counts).SelectMany(Definitions.MethodsOf))
        {
            if (method.HasBody || method.IsAbstract)
            {
                crc = sawNative ? Append(crc, "NULL") : 0;
                continue;
            }

            if (sawNative)
            {
                crc = Append(crc, module.Assembly.Name.Name);
                crc = Append(crc, ClassName(method.DeclaringType));
            }

            crc = Append(crc, MethodName(method));
            sawNative = true;
        }

        return crc;
    }

    private static bool Counts(TypeDefinition type) =>
        !type.IsEnum && !type.IsInterface && type.BaseType?.FullName != "System.MulticastDelegate"
        && (type.BaseType?.FullName != "System.Delegate" || type.FullName == "System.MulticastDelegate");

    private static uint Append(uint crc, string text) => Crc32.Append(crc, Encoding.ASCII.GetBytes(text));

    private static string ClassName(TypeDefinition? type) => type == null
        ? ""
        : $"{ClassName(type.DeclaringType)}_{type.Namespace}_{type.Name}".Replace('.', '_').TrimStart('_');

    private static string MethodName(MethodDefinition method)
    {
        var types = method.Parameters.Select(parameter => parameter.ParameterType).Prepend(method.ReturnType).Select(TypeName);
        return $"{method.Name}{(method.IsStatic ? "___STATIC__" : "___")}{string.Join("__", types)}".Replace('.', '_').Replace("/", "");
    }

    private static string TypeName(TypeReference type) => type switch
    {
        ArrayType => "SZARRAY_" + TypeName(type.GetElementType()),
        ByReferenceType { ElementType: ArrayType array } => "BYREF_SZARRAY_" + TypeName(array.ElementType),
        ByReferenceType reference => "BYREF_" + PlainName(reference.ElementType),
        _ => PlainName(type),
    };

    private static string PlainName(TypeReference type)
    {
        if (ElementTypes.TryGet(type, out var element))
        {
            return element.ToString().ToUpperInvariant();
        }

        return type.IsGenericParameter ? "GENERICTYPE" : type.FullName.Replace(".", "");
    }
}
