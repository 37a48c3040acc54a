using Mono.Cecil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// AssemblyRef, TypeRef, FieldRef, MethodRef and TypeSpec, made as they are met: only what is used travels. An enclosing TypeRef always gets
/// the lower number, as the firmware resolves in order. Requires that everything resolves (<see cref="FeatureCheck"/>). Names are handles.
/// </summary>
internal sealed class ReferenceTables
{
    private readonly ModuleDefinition _module;
    private readonly Definitions _definitions;
    private readonly LoweringOptions _options;
    private readonly StringHeap _strings;
    private readonly SignatureEncoder _signatures;
    private readonly Dictionary<string, ushort> _assemblyIds = new(StringComparer.Ordinal);
    private readonly Dictionary<TypeDefinition, ushort> _typeIds = [];
    private readonly Dictionary<PeMemberRef, ushort> _fieldIds = [];
    private readonly Dictionary<PeMemberRef, ushort> _methodIds = [];
    private readonly Dictionary<ushort, ushort> _specIds = [];

    public ReferenceTables(ModuleDefinition module, Definitions definitions, LoweringOptions options, StringHeap strings, BlobHeap blobs)
    {
        _module = module;
        _options = options;
        _definitions = definitions;
        _strings = strings;
        _signatures = new SignatureEncoder(this, blobs);
    }

    public SignatureEncoder Signatures => _signatures;

    public List<PeAssemblyRef> Assemblies { get; } = [];

    public List<PeTypeRef> Types { get; } = [];

    public List<PeMemberRef> Fields { get; } = [];

    public List<PeMemberRef> Methods { get; } = [];

    public List<PeTypeSpec> TypeSpecs { get; } = [];

    public PeToken Type(TypeReference type)
    {
        if (type is TypeSpecification)
        {
            return new PeToken(PeTable.TypeSpec, TypeSpec(type));
        }

        var definition = Resolution.Of(type) ?? throw Unresolved(type);
        return _definitions.TryGetId(definition, out var id) ? new PeToken(PeTable.TypeDef, id) : new PeToken(PeTable.TypeRef, TypeRef(definition));
    }

    /// <summary>The firmware looks for a field in the named type only, so that is always the one that declares it.</summary>
    public PeToken Field(FieldReference field)
    {
        var definition = Resolution.Of(field) ?? throw Unresolved(field);
        if (definition.Module == _module)
        {
            return new PeToken(PeTable.FieldDef, _definitions.Id(definition));
        }

        var row = new PeMemberRef(_strings.Handle(_options.Names.Hold(definition.Module) ? _options.Names.Field(field.Name) : field.Name), TypeRef(definition.DeclaringType), FieldSignature(definition, field.FieldType));
        return new PeToken(PeTable.FieldRef, Intern(row, Fields, _fieldIds));
    }

    public ushort FieldSignature(FieldDefinition field, TypeReference type, bool namesType = true) =>
        _signatures.Field(type, namesType, field.Module == _module && _options.IsPatch || _options.ReplaceableAssemblies.Contains(field.Module.Assembly.Name.Name));

    /// <summary>What an array is made of. What signatures have an element for needs no reference to mscorlib: the firmware takes a TypeSpec for it.</summary>
    public PeToken Elements(TypeReference type) =>
        _options.IsOfBoards(_module) && SignatureEncoder.IsPlain(type) ? new PeToken(PeTable.TypeSpec, TypeSpec(type)) : Type(type);

    /// <summary>Whether a method's signature says the numbers of enums. What a library asks for is as the library has it.</summary>
    public bool SaysNumbers(MethodDefinition method) => _options.Names.SaysNumbers(method)
        && (_options.Names.Hold(method.Module) || (_options.IsPatch && method.Module == _module && !LibrarySlots.Answers(method, _options.Names)));

    /// <summary>The enum whose number a signature says; null for any other type.</summary>
    public TypeDefinition? Numbered(TypeReference type) =>
        type.IsValueType && Resolution.Of(type) is { IsEnum: true } definition && (_options.Names.Hold(definition.Module) || (_options.IsPatch && definition.Module == _module)) ? definition : null;

    public PeToken Method(MethodReference method)
    {
        var definition = Resolution.Of(method) ?? throw Unresolved(method);
        if (definition.Module == _module)
        {
            return new PeToken(PeTable.MethodDef, _definitions.Id(definition));
        }

        // The IL's own type is kept, as the firmware looks in base classes, too; unless it is one of ours, which has no TypeRef.
        var named = Resolution.Of(method.DeclaringType) ?? throw Unresolved(method);
        var container = named.Module == _module ? definition.DeclaringType : named;
        var row = new PeMemberRef(_strings.Handle(_options.Names.Hold(definition.Module) ? _options.Names.Method(method.Name) : method.Name), TypeRef(container), _signatures.Method(method, asNumbers: SaysNumbers(definition)));
        return new PeToken(PeTable.MethodRef, Intern(row, Methods, _methodIds));
    }

    private ushort TypeSpec(TypeReference type)
    {
        var signature = _signatures.Type(type);
        if (!_specIds.TryGetValue(signature, out var id))
        {
            id = (ushort)TypeSpecs.Count;
            _specIds[signature] = id;
            TypeSpecs.Add(new PeTypeSpec(signature));
        }

        return id;
    }

    private ushort TypeRef(TypeDefinition type)
    {
        if (_typeIds.TryGetValue(type, out var id))
        {
            return id;
        }

        var scope = type.DeclaringType == null ? AssemblyRef(type.Module.Assembly.Name) : (ushort)(TypeRef(type.DeclaringType) | PeImage.External);
        id = (ushort)Types.Count;
        _typeIds[type] = id;
        Types.Add(new PeTypeRef(_strings.Handle(type.Name), _strings.Handle(type.Namespace), scope));
        return id;
    }

    private ushort AssemblyRef(AssemblyNameReference name)
    {
        if (!_assemblyIds.TryGetValue(name.Name, out var id))
        {
            // The version the IL was compiled against, if it names the assembly at all.
            var named = _module.AssemblyReferences.FirstOrDefault(reference => reference.Name == name.Name) ?? name;
            id = (ushort)Assemblies.Count;
            _assemblyIds[name.Name] = id;
            Assemblies.Add(new PeAssemblyRef(_strings.Handle(name.Name), PeVersion.Of(named.Version)));
        }

        return id;
    }

    private static ushort Intern(PeMemberRef row, List<PeMemberRef> rows, Dictionary<PeMemberRef, ushort> ids)
    {
        if (!ids.TryGetValue(row, out var id))
        {
            id = (ushort)rows.Count;
            ids[row] = id;
            rows.Add(row);
        }

        return id;
    }

    private static InvalidOperationException Unresolved(MemberReference member) => new($"{member.FullName} was not checked before");
}
