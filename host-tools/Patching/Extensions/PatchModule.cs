using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// The assembly of a patch while it is made, and its references to what is outside. References are made by name, so that the new build's copies of
/// the release's assemblies never get in.
/// </summary>
internal sealed class PatchModule
{
    public const string NameInTheMaking = "P000000000000";
    private readonly Dictionary<string, AssemblyNameReference> _scopes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeReference> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known;

    public PatchModule(Model old, LibraryClosure libraries)
    {
        // What the board has: the release, everything it refers to, and what that needs.
        _known = old.Source.Assemblies.Select(a => a.Name.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var assembly in old.Source.Assemblies)
        {
            Remember(assembly.Name);
            foreach (var reference in assembly.MainModule.AssemblyReferences)
            {
                Remember(reference);
            }
        }

        foreach (var library in libraries.Known)
        {
            Remember(library);
        }

        Assembly = EmptyAssembly.Create(NameInTheMaking, _scopes[BoardLibraries.CoreLibrary]);
        _scopes[BoardLibraries.CoreLibrary] = Module.AssemblyReferences[0];
    }

    public AssemblyDefinition Assembly { get; }

    public ModuleDefinition Module => Assembly.MainModule;

    /// <summary>What cannot be done, each once.</summary>
    public List<Hindrance> Refusals { get; } = [];

    /// <summary>Assemblies of the release that the patch refers to.</summary>
    public IEnumerable<string> ReleaseReferences => Module.AssemblyReferences.Select(r => r.Name).Where(_known.Contains);

    public void Refuse(string code, string reason)
    {
        var hindrance = new Hindrance(code, reason);
        if (!Refusals.Contains(hindrance))
        {
            Refusals.Add(hindrance);
        }
    }

    /// <summary>A reference to a type outside the patch: of the release, or of a board library.</summary>
    public TypeReference Outside(TypeReference type)
    {
        if (Primitive(type) is { } primitive)
        {
            return primitive;
        }

        var key = Names.Of(type);
        if (!_types.TryGetValue(key, out var reference))
        {
            var declaring = type.DeclaringType == null ? null : Outside(type.DeclaringType);
            reference = new TypeReference(type.Namespace, type.Name, Module, declaring == null ? Scope(Names.AssemblyOf(type)) : declaring.Scope, type.IsValueType) { DeclaringType = declaring };
            _types[key] = reference;
        }

        return reference;
    }

    public TypeReference Core(string @namespace, string name) =>
        Outside(new TypeReference(@namespace, name, Module, _scopes[BoardLibraries.CoreLibrary]));

    public void Add(TypeDefinition type)
    {
        var name = type.Name;
        for (var i = 2; Module.Types.Any(t => t.Namespace == type.Namespace && t.Name == type.Name); i++)
        {
            type.Name = name + i;
        }

        Module.Types.Add(type);
    }

    private void Remember(AssemblyNameReference name) => _scopes.TryAdd(name.Name, new AssemblyNameReference(name.Name, name.Version) { PublicKeyToken = name.PublicKeyToken });

    private AssemblyNameReference Scope(string name)
    {
        if (!_scopes.TryGetValue(name, out var scope))
        {
            Refuse(RefusalCode.NotOnBoard, $"the new code uses {name}, which is not on the board");
            _scopes[name] = scope = new AssemblyNameReference(name, new Version(1, 0, 0, 0));
        }

        if (!Module.AssemblyReferences.Contains(scope))
        {
            Module.AssemblyReferences.Add(scope);
        }

        return scope;
    }

    private TypeReference? Primitive(TypeReference type) => type.MetadataType switch
    {
        _ when type.Namespace != "System" || type.DeclaringType != null => null,
        MetadataType.Void => Module.TypeSystem.Void,
        MetadataType.Boolean => Module.TypeSystem.Boolean,
        MetadataType.Char => Module.TypeSystem.Char,
        MetadataType.SByte => Module.TypeSystem.SByte,
        MetadataType.Byte => Module.TypeSystem.Byte,
        MetadataType.Int16 => Module.TypeSystem.Int16,
        MetadataType.UInt16 => Module.TypeSystem.UInt16,
        MetadataType.Int32 => Module.TypeSystem.Int32,
        MetadataType.UInt32 => Module.TypeSystem.UInt32,
        MetadataType.Int64 => Module.TypeSystem.Int64,
        MetadataType.UInt64 => Module.TypeSystem.UInt64,
        MetadataType.Single => Module.TypeSystem.Single,
        MetadataType.Double => Module.TypeSystem.Double,
        MetadataType.IntPtr => Module.TypeSystem.IntPtr,
        MetadataType.UIntPtr => Module.TypeSystem.UIntPtr,
        MetadataType.String => Module.TypeSystem.String,
        MetadataType.Object => Module.TypeSystem.Object,
        MetadataType.TypedByReference => Module.TypeSystem.TypedReference,
        _ => null,
    };
}
