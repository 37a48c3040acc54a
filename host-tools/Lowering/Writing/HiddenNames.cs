using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Names that only the release's own code has for members, and no text of the release spells: nobody else asks for them. Those that take most space in
/// references come first. Every member of such a name must be like that.
/// </summary>
internal sealed class HiddenNames
{
    private readonly IReadOnlyList<ModuleDefinition> _modules;
    private readonly HashSet<string> _assemblies;
    private readonly HashSet<string> _texts;
    private readonly HashSet<string> _members;
    private readonly Dictionary<string, int> _uses;
    private readonly IReadOnlySet<string> _asked;

    public HiddenNames(IReadOnlyList<ModuleDefinition> replaceable, IReadOnlyList<ModuleDefinition> others)
    {
        _modules = replaceable;
        _assemblies = replaceable.Select(module => module.Assembly.Name.Name).ToHashSet(StringComparer.Ordinal);
        _texts = Operands(replaceable.Concat(others)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        _members = Types.SelectMany(type => type.Fields.Select(field => field.Name).Concat(type.Methods.Select(method => method.Name))).ToHashSet(StringComparer.Ordinal);
        _uses = Operands(replaceable).OfType<MemberReference>().GroupBy(member => member.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        _asked = AskedNames.Of(replaceable, others);
    }

    private IEnumerable<TypeDefinition> Types => _modules.SelectMany(module => module.GetTypes());

    /// <summary>Whether a member of the release has the name, or a text is like it.</summary>
    public bool IsTaken(string name) => _members.Contains(name) || _texts.Contains(name);

    /// <summary>Names of methods whose signatures must be those of the source: somebody else asks for them, or they are looked up.</summary>
    public IEnumerable<string> Known() => _asked.Concat(_texts);

    public IEnumerable<string> Fields() => Ordered(Types.SelectMany(type => type.Fields).Where(field => !field.IsLiteral).Select(field => (field.Name, IsHidden(field))));

    public IEnumerable<string> Methods() => Ordered(Types.SelectMany(type => type.Methods).Select(method => (method.Name, IsHidden(method))));

    private IEnumerable<string> Ordered(IEnumerable<(string Name, bool IsHidden)> members) => members.GroupBy(member => member.Name, StringComparer.Ordinal)
        .Where(group => group.All(member => member.IsHidden) && !_texts.Contains(group.Key) && !FirmwareStrings.TryGetId(group.Key, out _))
        .Select(group => group.Key)
        .OrderByDescending(name => _uses.GetValueOrDefault(name) * (name.Length + 1)).ThenBy(name => name, StringComparer.Ordinal);

    // A field that can hold an object of the release may be bound to an entry one day, by its name.
    private bool IsHidden(FieldDefinition field) => !field.IsSpecialName && !_asked.Contains(field.Name) && (field.FieldType.IsValueType || !IsOfRelease(field.FieldType));

    private bool IsHidden(MethodDefinition method) => (method.HasBody || method.IsAbstract) && !method.IsConstructor && !method.HasOverrides
        && method != method.Module.EntryPoint && !method.Name.Contains('.', StringComparison.Ordinal) && !_asked.Contains(method.Name);

    private bool IsOfRelease(TypeReference type) => type.MetadataType == MetadataType.Object
        || (type is not TypeSpecification && (type.Scope is ModuleDefinition || _assemblies.Contains(type.Scope.Name)));

    private static IEnumerable<object> Operands(IEnumerable<ModuleDefinition> modules) => modules.SelectMany(module => module.GetTypes()).SelectMany(type => type.Methods)
        .Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).Select(instruction => instruction.Operand);
}
