using Mono.Cecil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// The names and method signatures that a board gets to see. In a release's other assemblies and in patches those of <see cref="MemberNames"/>; in a closed assembly what nobody looks up by name takes one that every firmware
/// holds, so it costs nothing: types and methods each another, so that a stack trace from a board can be read with <see cref="Lines"/>, and
/// fields share one. The signatures of such methods say of references only that they are some: the firmware asks no more of them.
/// </summary>
internal sealed class BoardNames
{
    /// <summary>No field is ever looked up by it.</summary>
    private const string AnyField = ".cctor";

    private readonly bool _isClosed;
    private readonly Dictionary<IMemberDefinition, string> _names = [];
    private readonly List<string> _lines = [];

    private BoardNames(bool isClosed) => _isClosed = isClosed;

    /// <summary>What each changed name stands for: a line each, types first, with those that they stand for as well; methods with those that were inlined into them.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Of an assembly that is not closed: as written, but for what is called otherwise in a release and its patches.</summary>
    public static BoardNames Open(ModuleDefinition module, Definitions definitions, LoweringOptions options)
    {
        var names = new BoardNames(false);
        if (options.IsPatch || options.Names.Hold(module))
        {
            names.Rename(definitions.Fields, "field", field => options.Names.Field(field.Name));
            names.Rename(definitions.Methods.Where(method => !LibrarySlots.Answers(method, options.Names)), "method", method => OnBoard(method, options));
        }

        return names;
    }

    public static BoardNames Closed(ModuleDefinition module, Definitions definitions, InlinedNames inlined)
    {
        var names = new BoardNames(true);
        var free = Free(module);
        names.Rename(definitions.Types.Where(type => !Surface.IsFoundByName(type)), free, "type", inlined);
        names.Rename(definitions.Methods.Where(method => !Surface.IsFoundByName(method)), free, "method", inlined);
        foreach (var method in definitions.Methods.Where(method => Surface.IsFoundByName(method) && inlined.Of(method).Count > 0))
        {
            names._lines.Add(Line("method", method.Name, inlined.Written(method), inlined.Of(method)));
        }

        return names;
    }

    public string Of(TypeDefinition type) => _names.GetValueOrDefault(type, type.Name);

    public string NamespaceOf(TypeDefinition type) => _names.ContainsKey(type) ? "" : type.Namespace;

    public string Of(MethodDefinition method) => _names.GetValueOrDefault(method, method.Name);

    public string Of(FieldDefinition field) => NamesTypeOf(field) ? _names.GetValueOrDefault(field, field.Name) : AnyField;

    /// <summary>Whether the signature has to name the types of references: who finds a method by name compares it.</summary>
    public bool NamesTypesOf(MethodDefinition method) => !_isClosed || method.IsVirtual || Surface.Holds(method);

    /// <summary>The same for a field.</summary>
    public bool NamesTypeOf(FieldDefinition field) => !_isClosed || Surface.IsFoundByName(field);

    private void Rename(IEnumerable<IMemberDefinition> members, List<string> free, string kind, InlinedNames inlined)
    {
        var next = 0;
        foreach (var member in members)
        {
            // More members than names: some share one, and the map has several lines for it.
            var name = free[next++ % free.Count];
            _names[member] = name;
            _lines.Add(Line(kind, name, inlined.Written(member), member switch { MethodDefinition method => inlined.Of(method), TypeDefinition type => inlined.Of(type), _ => [] }));
        }
    }

    private void Rename<T>(IEnumerable<T> members, string kind, Func<T, string> onBoard) where T : IMemberDefinition
    {
        foreach (var member in members.Where(member => onBoard(member) != member.Name))
        {
            _names[member] = onBoard(member);
            _lines.Add(Line(kind, onBoard(member), $"{member.DeclaringType.FullName}::{member.Name}", []));
        }
    }

    /// <summary>An explicit implementation names the interface, and then what that calls it.</summary>
    private static string OnBoard(MethodDefinition method, LoweringOptions options)
    {
        var simple = NumberSignatures.Simple(method.Name);
        var isExplicit = simple.Length < method.Name.Length && method.HasOverrides && Resolution.Of(method.Overrides[0])?.Module is { } module && (module == method.Module || options.Names.Hold(module));
        return isExplicit ? method.Name[..^simple.Length] + options.Names.Method(simple) : options.Names.Method(method.Name);
    }

    private static string Line(string kind, string name, string written, IReadOnlyList<string> inlined) =>
        $"{kind} {name} = {written}{(inlined.Count == 0 ? "" : $"; in it {string.Join(", ", inlined)}")}";

    /// <summary>Names that every firmware holds and no virtual method has: the firmware looks for those by name, among all instance methods.</summary>
    private static List<string> Free(ModuleDefinition module)
    {
        var references = module.AssemblyReferences.Select(Try).Where(assembly => assembly != null).Select(assembly => assembly!.MainModule);
        var virtuals = references.Append(module).SelectMany(each => each.GetTypes()).SelectMany(type => type.Methods)
            .Where(method => method.IsVirtual).Select(method => method.Name).ToHashSet(StringComparer.Ordinal);
        return [.. FirmwareStrings.All.Where(text => text.Length > 1 && text.All(char.IsAsciiLetterOrDigit) && !virtuals.Contains(text))];

        AssemblyDefinition? Try(AssemblyNameReference name)
        {
            try
            {
                return module.AssemblyResolver.Resolve(name);
            }
            catch (AssemblyResolutionException)
            {
                return null;
            }
        }
    }
}
