using Mono.Cecil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>
/// Which fields of the release can hold an object that is replaced, by their declared types; and which lead to an object that has such a field, so that
/// the runtime finds it from the table's objects outwards.
/// </summary>
internal sealed class HolderFields
{
    private readonly Model _old;
    private readonly List<FieldDefinition> _fields = [];

    public HolderFields(Model old, IReadOnlyCollection<TypeDefinition> replaced)
    {
        _old = old;
        var classes = old.Types.Values.Where(t => t is { IsInterface: false, IsEnum: false, IsValueType: false }).ToList();
        var wanted = replaced.ToHashSet();
        var statics = new List<FieldDefinition>();
        for (var count = -1; count != _fields.Count;)
        {
            count = _fields.Count;
            foreach (var field in classes.SelectMany(c => c.Fields).Where(f => !f.HasConstant && !_fields.Contains(f) && !statics.Contains(f)))
            {
                if (wanted.Any(w => CanHold(field.FieldType, w)))
                {
                    (field.IsStatic ? statics : _fields).Add(field);
                }
            }

            // Who has such a field, and who derives from it, has to be found, too.
            wanted.UnionWith(classes.Where(c => old.Line(c).Any(t => _fields.Any(f => f.DeclaringType == t))));
        }

        Statics = [.. statics.Where(f => replaced.Any(r => CanHold(f.FieldType, r)))];
    }

    /// <summary>Static fields that can hold a replaced object itself: the runtime does not look there.</summary>
    public IReadOnlyList<FieldDefinition> Statics { get; }

    public HolderField[] ToPlan() =>
    [
        .. _fields.OrderBy(Names.Of, StringComparer.Ordinal).Select(f => new HolderField
        {
            Assembly = f.DeclaringType.Module.Assembly.Name.Name,
            Class = ReflectionName.Of(f.DeclaringType),
            Field = f.Name,
        }),
    ];

    private bool CanHold(TypeReference field, TypeDefinition type)
    {
        var element = field is ArrayType array ? array.ElementType : field;
        if (element.MetadataType == MetadataType.Object || element.FullName == "System.Object")
        {
            return true;
        }

        var name = Names.Of(element);
        return _old.Line(type).Any(t => Names.Of(t) == name || Implements(t, name, 0));
    }

    private bool Implements(TypeDefinition type, string name, int depth) => depth < 16
        && type.Interfaces.Any(i => Names.Of(i.InterfaceType) == name || (_old.Type(i.InterfaceType) is { } definition && Implements(definition, name, depth + 1)));
}
