using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The types, fields and methods of the lowered assembly with their numbers. Within a type: static fields before instance fields, and virtual
/// methods before other instance methods before static ones, otherwise as in the IL. Constants are no fields.
/// </summary>
internal sealed class Definitions
{
    private readonly Dictionary<TypeDefinition, ushort> _types = [];
    private readonly Dictionary<FieldDefinition, ushort> _fields = [];
    private readonly Dictionary<MethodDefinition, ushort> _methods = [];

    public Definitions(ModuleDefinition module, LoweringOptions options)
    {
        var included = Inclusion.Of(module, options);
        Types = [.. TypeOrder.Of(module).Where(included.Contains)];
        Fields = [.. Types.SelectMany(FieldsOf)];
        Methods = [.. Types.SelectMany(MethodsOf)];
        Number(Types, _types);
        Number(Fields, _fields);
        Number(Methods, _methods);
    }

    public IReadOnlyList<TypeDefinition> Types { get; }

    public IReadOnlyList<FieldDefinition> Fields { get; }

    public IReadOnlyList<MethodDefinition> Methods { get; }

    public bool TryGetId(TypeDefinition type, out ushort id) => _types.TryGetValue(type, out id);

    public ushort Id(FieldDefinition field) => _fields[field];

    public ushort Id(MethodDefinition method) => _methods[method];

    public static IEnumerable<FieldDefinition> FieldsOf(TypeDefinition type)
    {
        var fields = type.Fields.Where(field => !field.IsLiteral).ToList();
        return fields.Where(field => field.IsStatic).Concat(fields.Where(field => !field.IsStatic));
    }

    public static IEnumerable<MethodDefinition> MethodsOf(TypeDefinition type) => type.Methods.Where(method => method.IsVirtual)
        .Concat(type.Methods.Where(method => !method.IsVirtual && !method.IsStatic))
        .Concat(type.Methods.Where(method => !method.IsVirtual && method.IsStatic));

    private static void Number<T>(IReadOnlyList<T> items, Dictionary<T, ushort> ids) where T : notnull
    {
        for (var i = 0; i < items.Count; i++)
        {
            ids[items[i]] = (ushort)i;
        }
    }
}
