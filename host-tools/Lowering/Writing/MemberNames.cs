using Mono.Cecil;
using NanoLive.Lowering.Trimming;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The names of a release's fields and methods on boards, and what their signatures say of enums. A name that nobody beside the release asks for is, where there are
/// enough, one that every firmware holds (FORMAT.md, "Names and signatures of members"): it takes no space in the release, and none in any patch that refers to it. By name, not by
/// member: what has the same name has the same name on boards, so whoever looks members up by name, as state transfer does, sees the same as before.
/// </summary>
public sealed class MemberNames
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _methods = new(StringComparer.Ordinal);
    private readonly HashSet<string> _replaceable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _signaturesAsWritten = new(StringComparer.Ordinal);

    private MemberNames()
    {
    }

    /// <summary>All names are those in the source.</summary>
    public static MemberNames AsWritten { get; } = new();

    /// <summary>The same for the same release.</summary>
    /// <param name="replaceable">The prepared assemblies that patches can replace something of.</param>
    /// <param name="others">The other assemblies of the release: what they look up by name keeps it.</param>
    public static MemberNames Of(IEnumerable<byte[]> replaceable, IEnumerable<byte[]> others)
    {
        var names = new MemberNames();
        var modules = replaceable.Select(Read).OfType<ModuleDefinition>().ToList();
        names._replaceable.UnionWith(modules.Select(module => module.Assembly.Name.Name));
        var hidden = new HiddenNames(modules, [.. others.Select(Read).OfType<ModuleDefinition>()]);
        Give(hidden.Fields(), MemberNameTable.Fields, names._fields);
        Give(hidden.Methods(), MemberNameTable.Methods, names._methods);
        names._signaturesAsWritten.UnionWith(hidden.Known().Concat(NumberSignatures.Ambiguous(modules)));
        return names;

        void Give(IEnumerable<string> written, IEnumerable<string> free, Dictionary<string, string> given)
        {
            foreach (var (name, other) in written.Zip(free.Where(name => !hidden.IsTaken(name))))
            {
                given[name] = other;
            }
        }
    }

    /// <summary>On boards, of a field of the release or of a patch.</summary>
    public string Field(string written) => _fields.GetValueOrDefault(written, written);

    /// <summary>On boards, of a method of the release or of a patch, unless it is one that an assembly beside the release asks for.</summary>
    public string Method(string written) => _methods.GetValueOrDefault(written, written);

    public string WrittenField(string onBoard) => Written(_fields, onBoard);

    public string WrittenMethod(string onBoard) => Written(_methods, onBoard);

    /// <summary>Whether boards have it under another name.</summary>
    public bool IsOther(string written) => _fields.ContainsKey(written) || _methods.ContainsKey(written);

    /// <summary>Whether a member of the kind has this name on boards, and another one in the source.</summary>
    public bool IsGiven(IMemberDefinition member) => (member is FieldDefinition ? _fields : _methods).ContainsValue(member.Name);

    /// <summary>Whether a method of the release says the numbers of enums of the release in its signature, instead of the enums.</summary>
    internal bool SaysNumbers(MethodDefinition method) => !method.IsConstructor && !_signaturesAsWritten.Contains(NumberSignatures.Simple(method.Name));

    internal bool Hold(ModuleDefinition module) => _replaceable.Contains(module.Assembly.Name.Name);

    private static string Written(Dictionary<string, string> names, string onBoard) => names.FirstOrDefault(pair => pair.Value == onBoard).Key ?? onBoard;

    private static ModuleDefinition? Read(byte[] assembly) => ModuleFile.Read(assembly, new AssemblyReferences(), out _);
}
