using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Which declared types of the release can stand for an object that a patch takes over, or for a delegate on one.</summary>
internal sealed class TakenOver
{
    private const int MaxDepth = 8;
    private readonly Model _old;
    private readonly Dictionary<TypeDefinition, TypeDefinition> _classes = [];
    private readonly Dictionary<string, TypeDefinition> _delegates = new(StringComparer.Ordinal);

    public TakenOver(Matching matching, Closure closure)
    {
        _old = matching.Old;
        foreach (var type in matching.New.Types.Values.Where(t => !t.IsInterface && !t.IsValueType && (closure.IsExtended(t) || matching.IsReplaced(t))))
        {
            if (matching.OldOf(type) is { IsInterface: false, IsValueType: false } old)
            {
                _classes[old] = type;
            }
        }

        foreach (var (_, address, constructor) in _old.Delegates)
        {
            if (_old.Method((MethodReference)address.Operand) is { IsStatic: false } method && Target(method.DeclaringType, 0) is { } target)
            {
                _delegates.TryAdd(Names.Of(constructor.DeclaringType), target);
            }
        }
    }

    /// <summary>The class of the new build whose object, or a delegate on it, can be behind a place of this type; null when none is, or the type says nothing.</summary>
    public TypeDefinition? Behind(TypeReference? declared)
    {
        if (declared == null || declared.IsByReference || declared.IsPointer)
        {
            return null;
        }

        var element = Model.ElementOf(declared);
        return _delegates.TryGetValue(Names.Of(element), out var target) ? target
            : _old.Type(element) is { IsValueType: false } type ? _classes.Where(c => _old.Line(c.Key).Contains(type) || InterfaceVersions.Implements(c.Key, type)).Select(c => c.Value).FirstOrDefault() : null;
    }

    /// <summary>Whether a type is one of delegates on objects that are taken over.</summary>
    public bool IsDelegate(TypeReference type) => _delegates.ContainsKey(Names.Of(Model.ElementOf(type)));

    /// <summary>What a delegate on an object of this class leads to: the object itself, or what a lambda captured.</summary>
    public TypeDefinition? Target(TypeDefinition type, int depth = 0) => !Names.IsCompilerMade(type) ? Behind(type)
        : depth > MaxDepth ? null
        : type.Fields.Where(f => !f.IsStatic).Select(f => _old.Type(f.FieldType) is { } captured && Names.IsCompilerMade(captured) ? Target(captured, depth + 1) : Behind(f.FieldType)).FirstOrDefault(t => t != null);
}
