using Mono.Cecil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>
/// Which fields of the release can hold an object that is replaced, by their declared types. The runtime walks through all objects of the assemblies
/// these fields lie in, so a field that only leads there is named only when nothing else of its assembly is. Static fields are places to start from.
/// </summary>
internal sealed class HolderFields
{
    private static readonly string[] s_lists = ["System.Array", "System.Collections.ArrayList", "System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"];

    private readonly Model _old;
    private readonly Model _new;
    private readonly List<FieldDefinition> _fields = [];

    /// <param name="matching">Both builds.</param>
    /// <param name="released">Classes of the release that are replaced.</param>
    /// <param name="carried">Classes that earlier patches brought and that are replaced.</param>
    public HolderFields(Matching matching, IReadOnlyCollection<TypeDefinition> released, IReadOnlyCollection<TypeDefinition> carried)
    {
        var old = _old = matching.Old;
        _new = matching.New;
        IReadOnlyCollection<TypeDefinition> replaced = [.. released, .. carried];
        var classes = old.Types.Values.Where(t => t is { IsInterface: false, IsEnum: false, IsValueType: false }).ToList();
        var closures = old.Source.Assemblies.SelectMany(a => a.MainModule.GetTypes()).Where(t => Names.IsCompilerMade(t) && !t.IsValueType).ToList();
        var delegates = old.Delegates.Select(d => (Type: Names.Of(d.Constructor.DeclaringType), On: old.Method((MethodReference)d.Address.Operand)))
            .Where(d => d.On is { IsStatic: false }).Select(d => (d.Type, d.On!.DeclaringType)).Distinct().ToList();
        var wanted = replaced.ToHashSet();
        var leading = new HashSet<FieldDefinition>();
        for (var count = -1; count != leading.Count;)
        {
            count = leading.Count;
            leading.UnionWith(classes.SelectMany(c => c.Fields).Where(f => !f.HasConstant && (IsList(f.FieldType) || wanted.Any(w => CanHold(f.FieldType, w)) || Calls(f.FieldType))));

            // Who has such a field, and who derives from it, has to be found, too.
            wanted.UnionWith(classes.Where(c => old.Line(c).Any(t => leading.Any(f => f.DeclaringType == t && !f.IsStatic))));

            // So has what a lambda captured.
            wanted.UnionWith(closures.Where(c => c.Fields.Any(f => !f.IsStatic && (wanted.Any(w => CanHold(f.FieldType, w)) || Calls(f.FieldType)))));
        }

        bool Calls(TypeReference type) => delegates.Any(d => wanted.Contains(d.DeclaringType) && d.Type == Names.Of(Model.ElementOf(type)));

        _fields.AddRange(leading.Where(f => f.IsStatic || (!IsObject(f.FieldType) && replaced.Any(r => CanHold(f.FieldType, r)))));
        var named = released.Concat(_fields.Select(f => f.DeclaringType)).Select(t => t.Module).ToHashSet();
        foreach (var field in leading.OrderBy(Names.Of, StringComparer.Ordinal))
        {
            if (named.Add(field.DeclaringType.Module))
            {
                _fields.Add(field);
            }
        }
    }

    public HolderField[] ToPlan() =>
    [
        .. _fields.OrderBy(Names.Of, StringComparer.Ordinal).Select(f => new HolderField
        {
            Assembly = f.DeclaringType.Module.Assembly.Name.Name,
            Class = ReflectionName.Of(f.DeclaringType),
            Field = f.Name,
        }),
    ];

    private static bool IsObject(TypeReference type) => Model.ElementOf(type).FullName == "System.Object";

    /// <summary>Whether anything may lie in what is behind such a field, whatever it is declared as.</summary>
    private static bool IsList(TypeReference type) => s_lists.Contains(Model.ElementOf(type).FullName);

    private bool CanHold(TypeReference field, TypeDefinition type)
    {
        var element = Model.ElementOf(field);
        if (IsObject(element))
        {
            return true;
        }

        var name = Names.Of(element);
        var model = _old.Type(Names.Of(type)) == type ? _old : _new;
        return model.Line(type).Any(t => Names.Of(t) == name || Implements(model, t, name, 0));
    }

    private static bool Implements(Model model, TypeDefinition type, string name, int depth) => depth < 16
        && type.Interfaces.Any(i => Names.Of(i.InterfaceType) == name || (model.Type(i.InterfaceType) is { } definition && Implements(model, definition, name, depth + 1)));
}
