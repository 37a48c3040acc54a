using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Stands in for enums of the board's libraries where a constant has such a type: to write the constant one has to know how wide the enum is, and the
/// constant itself says it. Nothing else of the libraries is ever resolved.
/// </summary>
internal sealed class BoardEnums(Source source) : MetadataResolver(source)
{
    private readonly Dictionary<string, TypeDefinition?> _made = new(StringComparer.Ordinal);

    public override TypeDefinition? Resolve(TypeReference type)
    {
        if (base.Resolve(type) is { } found)
        {
            return found;
        }

        var key = Names.Of(type);
        if (!_made.TryGetValue(key, out var made))
        {
            _made[key] = made = Constants().FirstOrDefault(c => Names.Of(c.Type) == key).Value is { } value ? Make(type, value) : null;
        }

        return made;
    }

    private IEnumerable<(TypeReference Type, object? Value)> Constants()
    {
        foreach (var type in source.Assemblies.SelectMany(a => a.MainModule.GetTypes()))
        {
            foreach (var field in type.Fields.Where(f => f.HasConstant))
            {
                yield return (field.FieldType, field.Constant);
            }

            foreach (var parameter in type.Methods.SelectMany(m => m.Parameters).Where(p => p.HasConstant))
            {
                yield return (parameter.ParameterType, parameter.Constant);
            }
        }
    }

    private static TypeDefinition? Make(TypeReference type, object value)
    {
        var system = type.Module.TypeSystem;
        var underlying = value switch
        {
            sbyte => system.SByte,
            byte => system.Byte,
            short => system.Int16,
            ushort => system.UInt16,
            int => system.Int32,
            uint => system.UInt32,
            long => system.Int64,
            ulong => system.UInt64,
            _ => null,
        };
        if (underlying == null)
        {
            return null;
        }

        var made = new TypeDefinition(type.Namespace, type.Name, TypeAttributes.Public | TypeAttributes.Sealed, new TypeReference("System", "Enum", type.Module, system.CoreLibrary));
        made.Fields.Add(new FieldDefinition("value__", FieldAttributes.Public | FieldAttributes.SpecialName | FieldAttributes.RTSpecialName, underlying));
        return made;
    }
}
