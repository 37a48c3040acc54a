using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Names by which code beside the replaceable assemblies of a release asks for their members: those that it refers to, and those of virtual methods that
/// answer, or may answer, a method of a class or interface from elsewhere. Of what is not at hand nothing is known, so everything virtual in a line with it counts.
/// </summary>
internal sealed class AskedNames
{
    /// <summary>Their virtual methods have names that the firmware holds, and these are never given away.</summary>
    private static readonly HashSet<string> s_plain = new(StringComparer.Ordinal)
    {
        "System.Object", "System.ValueType", "System.Enum", "System.Delegate", "System.MulticastDelegate", "System.EventArgs", "System.Exception", "System.IDisposable",
    };

    private readonly Dictionary<string, TypeDefinition> _types = new(StringComparer.Ordinal);
    private readonly HashSet<ModuleDefinition> _replaceable;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private AskedNames(IReadOnlyList<ModuleDefinition> replaceable, IReadOnlyList<ModuleDefinition> others)
    {
        _replaceable = [.. replaceable];
        foreach (var type in replaceable.Concat(others).SelectMany(module => module.GetTypes()))
        {
            _types.TryAdd(Key(type, type.Module.Assembly.Name.Name), type);
        }

        var assemblies = replaceable.Select(module => module.Assembly.Name.Name).ToHashSet(StringComparer.Ordinal);
        _names.UnionWith(others.SelectMany(module => module.GetMemberReferences()).Where(member => assemblies.Contains(member.DeclaringType.Scope.Name)).Select(member => member.Name));
        foreach (var type in replaceable.SelectMany(module => module.GetTypes()))
        {
            Add(type);
        }
    }

    public static IReadOnlySet<string> Of(IReadOnlyList<ModuleDefinition> replaceable, IReadOnlyList<ModuleDefinition> others) => new AskedNames(replaceable, others)._names;

    private static string Key(TypeReference type, string assembly) => $"[{assembly}]{type.FullName}";

    private static bool IsPlain(TypeReference type) => s_plain.Contains(type.FullName) || (type.Namespace == "System" && type.Name.EndsWith("Exception", StringComparison.Ordinal));

    private static IEnumerable<string> Virtual(IEnumerable<TypeDefinition> types) => types.SelectMany(type => type.Methods).Where(method => method.IsVirtual).Select(method => method.Name);

    private void Add(TypeDefinition type)
    {
        HashSet<TypeDefinition> line = [type];
        var pending = new Stack<TypeDefinition>(line);
        var isOpen = false;
        while (pending.TryPop(out var at))
        {
            foreach (var above in at.Interfaces.Select(implementation => implementation.InterfaceType).Append(at.BaseType).Where(above => above != null && !IsPlain(above)))
            {
                var known = above is TypeDefinition own ? own : _types.GetValueOrDefault(Key(above.GetElementType(), above.Scope.Name));
                isOpen |= known == null;
                if (known != null && line.Add(known))
                {
                    pending.Push(known);
                }
            }
        }

        _names.UnionWith(Virtual(line.Where(above => isOpen || !_replaceable.Contains(above.Module))));
    }
}
