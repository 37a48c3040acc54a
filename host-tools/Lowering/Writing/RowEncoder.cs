using System.Collections.Immutable;
using Mono.Cecil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Trimming;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// All rows of a module. In <see cref="Encode"/> every name, signature and string operand is a handle; <see cref="Relocate"/> seals the heaps
/// and makes them ids and offsets. Order: definitions in table order, so that bodies lie in ByteCode as their methods do in MethodDef.
/// </summary>
internal sealed class RowEncoder
{
    private readonly ModuleDefinition _module;
    private readonly Definitions _definitions;
    private readonly LoweringOptions _options;
    private readonly BoardNames _names;
    private readonly Diagnostics _diagnostics;
    private readonly StringHeap _strings = new();
    private readonly BlobHeap _blobs = new();
    private readonly ReferenceTables _references;
    private readonly BodyEncoder _bodies;
    private readonly AttributeEncoder _attributes;
    private readonly ResourceEncoder _resources;
    private readonly List<PeTypeDef> _types = [];
    private readonly List<PeFieldDef> _fields = [];
    private readonly List<PeMethodDef> _methods = [];

    public RowEncoder(ModuleDefinition module, Definitions definitions, BoardNames names, LoweringOptions options, Diagnostics diagnostics)
    {
        _module = module;
        _definitions = definitions;
        _options = options;
        _names = names;
        _diagnostics = diagnostics;
        _references = new ReferenceTables(module, definitions, options, _strings, _blobs);
        _bodies = new BodyEncoder(_references, _strings, diagnostics);
        _attributes = new AttributeEncoder(_references, _strings, _blobs, options, diagnostics);
        _resources = new ResourceEncoder(_strings, diagnostics);
    }

    public void Encode()
    {
        _strings.Handle(_module.Assembly.Name.Name);
        foreach (var type in _definitions.Types)
        {
            Encode(type);
        }

        _resources.Encode(_module);
    }

    /// <summary>Null when a table or heap is fuller than its numbers reach.</summary>
    public PeImage? Relocate()
    {
        if (!_strings.Seal())
        {
            return TooLarge("its strings do not fit in 64 KB");
        }

        var attributes = _attributes.Encode().ToList();
        if (!_blobs.Seal())
        {
            return TooLarge("its signatures and static data do not fit: every one has to begin below 64 KB. Move arrays to another assembly");
        }

        if (_types.Count > 0x3FFF || _references.Types.Count > 0x3FFF || _references.TypeSpecs.Count > 0x3FFF
            || Math.Max(_fields.Count, _references.Fields.Count) > 0x7FFF || Math.Max(_methods.Count, _references.Methods.Count) > 0x7FFF)
        {
            return TooLarge("it has more types or members than tokens of 16 bits can tell apart");
        }

        return Image(attributes);
    }

    private PeImage Image(List<PeAttribute> attributes) => new()
    {
        Header = new PeHeader
        {
            NativeChecksum = NativeChecksum.Of(_module, _definitions.Types.Where(type => !LeftOut.IsLeftOut(type, _options))),
            Version = PeVersion.Of(_module.Assembly.Name.Version),
            AssemblyName = _strings.IdOf(_module.Assembly.Name.Name),
        },
        AssemblyRefs = [.. _references.Assemblies.Select(row => row with { Name = _strings.Id(row.Name) })],
        TypeRefs = [.. _references.Types.Select(row => row with { Name = _strings.Id(row.Name), Namespace = _strings.Id(row.Namespace) })],
        FieldRefs = Members(_references.Fields),
        MethodRefs = Members(_references.Methods),
        TypeDefs = [.. _types.Select(Relocated)],
        FieldDefs = [.. _fields.Select(Relocated)],
        MethodDefs = [.. _methods.Select(Relocated)],
        Attributes = [.. attributes.Select(row => row with { Values = _blobs.Offset(row.Values) })],
        TypeSpecs = [.. _references.TypeSpecs.Select(row => new PeTypeSpec(_blobs.Offset(row.Signature)))],
        Resources = [.. _resources.Resources],
        ResourceFiles = [.. _resources.Files.Select(row => row with { Name = _strings.Id(row.Name) })],
        ResourceData = _resources.Data,
        Strings = _strings.ToArray(),
        Signatures = _blobs.ToArray(),
        ByteCode = _bodies.Relocate(),
    };

    private PeTypeDef Relocated(PeTypeDef row) => row with
    {
        Name = _strings.Id(row.Name),
        Namespace = _strings.Id(row.Namespace),
        Interfaces = _blobs.Offset(row.Interfaces),
    };

    private PeFieldDef Relocated(PeFieldDef row) => row with
    {
        Name = _strings.Id(row.Name),
        Signature = _blobs.Offset(row.Signature),
        DefaultValue = _blobs.Offset(row.DefaultValue),
    };

    private PeMethodDef Relocated(PeMethodDef row) => row with
    {
        Name = _strings.Id(row.Name),
        Signature = _blobs.Offset(row.Signature),
        LocalsSignature = _blobs.Offset(row.LocalsSignature),
    };

    private void Encode(TypeDefinition type)
    {
        var fields = Definitions.FieldsOf(type).ToList();
        var methods = Definitions.MethodsOf(type).ToList();
        var row = new PeTypeDef
        {
            Name = _strings.Handle(_names.Of(type)),
            Namespace = _strings.Handle(_names.NamespaceOf(type)),
            Extends = type.BaseType == null ? PeImage.None : Extends(type.BaseType),
            EnclosingType = type.DeclaringType == null ? PeImage.None : (ushort)_references.Type(type.DeclaringType).Index,
            Interfaces = _references.Signatures.Interfaces(type.Interfaces),
            FirstMethod = (ushort)_methods.Count,
            VirtualMethods = (byte)methods.Count(method => method.IsVirtual),
            InstanceMethods = (byte)methods.Count(method => !method.IsVirtual && !method.IsStatic),
            StaticMethods = (byte)methods.Count(method => !method.IsVirtual && method.IsStatic),
            DataType = ElementTypes.DataType(type),
            FirstStaticField = (ushort)_fields.Count,
            FirstInstanceField = (ushort)(_fields.Count + fields.Count(field => field.IsStatic)),
            StaticFields = (byte)fields.Count(field => field.IsStatic),
            InstanceFields = (byte)fields.Count(field => !field.IsStatic),
            Flags = MemberFlags.Of(type),
        };
        if (_attributes.Collect(PeTable.TypeDef, _types.Count, type, type.FullName))
        {
            row = row with { Flags = row.Flags | PeTypeFlags.HasAttributes };
        }

        _types.Add(row);
        fields.ForEach(Encode);
        methods.ForEach(Encode);
    }

    private void Encode(FieldDefinition field)
    {
        var row = new PeFieldDef(
            _strings.Handle(_names.Of(field)),
            _references.FieldSignature(field, field.FieldType, _names.NamesTypeOf(field)),
            field.InitialValue.Length == 0 ? PeImage.None : _references.Signatures.StaticData(field.InitialValue),
            MemberFlags.Of(field));
        if (_attributes.Collect(PeTable.FieldDef, _fields.Count, field, field.FullName))
        {
            row = row with { Flags = row.Flags | PeFieldFlags.HasAttributes };
        }

        _fields.Add(row);
    }

    private void Encode(MethodDefinition method)
    {
        var saysNumbers = _references.SaysNumbers(method);
        var row = new PeMethodDef(
            _strings.Handle(_names.Of(method)),
            _bodies.Encode(method),
            MemberFlags.Of(method),
            saysNumbers && _references.Numbered(method.ReturnType) is { } numbered ? ElementTypes.DataType(numbered) : SignatureEncoder.Element(method.ReturnType, _names.NamesTypesOf(method)),
            (byte)(method.Parameters.Count + (method.HasThis ? 1 : 0)),
            (byte)(method.HasBody ? method.Body.Variables.Count : 0),
            StackLength: 0, // known when all bodies are
            method.HasBody ? _references.Signatures.Locals(method.Body.Variables) : PeImage.None,
            _references.Signatures.Method(method, _names.NamesTypesOf(method), saysNumbers));
        if (_attributes.Collect(PeTable.MethodDef, _methods.Count, method, method.FullName))
        {
            row = row with { Flags = row.Flags | PeMethodFlags.HasAttributes };
        }

        _methods.Add(row);
    }

    private ushort Extends(TypeReference type)
    {
        var token = _references.Type(type);
        return (ushort)(token.Index | (token.Table == PeTable.TypeRef ? PeImage.External : 0));
    }

    private ImmutableArray<PeMemberRef> Members(IEnumerable<PeMemberRef> rows) =>
        [.. rows.Select(row => row with { Name = _strings.Id(row.Name), Signature = _blobs.Offset(row.Signature) })];

    private PeImage? TooLarge(string why)
    {
        _diagnostics.Error(LoweringCode.AssemblyTooLarge, _module.Assembly.Name.Name, why + ".");
        return null;
    }
}
