using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

/// <summary>
/// The numbers of a packed .pe, in the order in which <see cref="PeUnpacking"/> asks for them. What it cannot say (attributes, resources) throws
/// <see cref="NotSupportedException"/>; whether what is unpacked means the same is for the caller to compare.
/// </summary>
internal sealed partial class PePacker
{
    private const int None = PeImage.None;
    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";

    private readonly NamedImage _patch;
    private readonly NamedImage?[] _bases;
    private readonly BaseImage[] _raw;
    private readonly List<Symbol> _symbols = [];
    private readonly int[] _typeSources;
    private readonly int[] _methodSources;
    private readonly Dictionary<string, int> _entities = [];
    private int _type;

    private PePacker(NamedImage patch, PackedBase bases)
    {
        _patch = patch;
        _bases = bases.Named();
        _raw = [.. bases.Images.Select(image => new BaseImage(image))];
        _typeSources = new int[patch.Image.TypeDefs.Length];
        _methodSources = new int[patch.Image.MethodDefs.Length];
        Array.Fill(_typeSources, -1);
        Array.Fill(_methodSources, -1);
        AddEntities();
    }

    public static IReadOnlyList<Symbol> Symbols(PeImage patch, PackedBase bases)
    {
        if (patch.Attributes.Length > 0 || patch.Resources.Length > 0 || patch.ResourceFiles.Length > 0 || patch.Header.NativeChecksum != 0)
        {
            throw new NotSupportedException("attributes, resources and native methods have no packed form");
        }

        var packer = new PePacker(new NamedImage(patch), bases);
        packer.All();
        return packer._symbols;
    }

    private void Add(params Symbol[] symbols) => _symbols.AddRange(symbols);

    // Where something is defined tells more than where it is referred to, so definitions of all images come first.
    private void AddEntities()
    {
        foreach (var kind in new[] { PeDraft.Definition, PeDraft.Reference })
        {
            PeTable[] tables = kind == PeDraft.Definition ? [PeTable.TypeDef, PeTable.FieldDef, PeTable.MethodDef] : [PeTable.TypeRef, PeTable.FieldRef, PeTable.MethodRef];
            for (var image = 0; image < _bases.Length; image++)
            {
                if (_bases[image] is { } named)
                {
                    Array.ForEach(tables, table => AddEntities(image, named, table, kind));
                }
            }
        }
    }

    private void AddEntities(int image, NamedImage named, PeTable table, int kind)
    {
        for (var row = 0; row < named.Image.Count(table); row++)
        {
            _entities.TryAdd(named.Key(new PeToken(table, row)), PeDraft.Entity(image, kind, row));
        }
    }

    private void All()
    {
        var header = _patch.Image.Header;
        foreach (var part in new[] { header.Version.Major, header.Version.Minor, header.Version.Build, header.Version.Revision })
        {
            Add(part & 255, part >> 8);
        }

        var name = _patch.Assembly;
        var isUsual = name.Length == 8 && name[0] == 'P' && name[1..].All(Digits.Contains);
        Add(isUsual);
        if (isUsual)
        {
            Add([.. name[1..].Select(c => (Symbol)Digits.IndexOf(c, StringComparison.Ordinal))]);
        }
        else
        {
            Text(-1, 0, header.AssemblyName);
        }

        Add(_patch.Image.TypeDefs.Length);
        for (var type = 0; type < _patch.Image.TypeDefs.Length; type++)
        {
            Type(type);
        }

        for (var method = 0; method < _patch.Image.MethodDefs.Length; method++)
        {
            Body(method);
        }
    }

    private void Type(int index)
    {
        var row = _patch.Image.TypeDefs[index];
        var source = TypeSource(row, out var extends);
        Add(source >= 0);
        if (source >= 0)
        {
            Source(source, canRefer: false);
            Add(extends);
        }

        var image = source < 0 ? null : _raw[source >> 18];
        var at = source < 0 ? 0 : image!.Row(BaseImage.TypeDef, source & 0xFFFF);
        Text(source, source < 0 ? 0 : image!.U16(at), row.Name);
        Text(source, source < 0 ? 0 : image!.U16(at + 2), row.Namespace);
        if (!extends)
        {
            Add(row.Extends == None);
            if (row.Extends != None)
            {
                var parent = source < 0 ? None : image!.U16(at + 4);
                TypeToken(External(row.Extends), parent == None ? -1 : Entity(source, parent));
            }
        }

        Add(row.EnclosingType == None ? 0 : row.EnclosingType + 1);
        Interfaces(row.Interfaces);
        Add(row.VirtualMethods, row.InstanceMethods, row.StaticMethods, (int)row.DataType, row.StaticFields, row.InstanceFields, (int)row.Flags);
        _typeSources[index] = source;
        _type = index;
        var field = source < 0 || extends ? -1 : image!.U16(at + 16);
        for (var i = 0; i < row.StaticFields + row.InstanceFields; i++)
        {
            Field(row.FirstStaticField + i, field < 0 ? -1 : PeDraft.Sibling(source, PeDraft.Definition, field + i));
        }

        var cursor = source < 0 ? 0 : image!.U16(at + 10);
        for (var i = 0; i < row.MethodCount; i++)
        {
            Method(row.FirstMethod + i, source, ref cursor);
        }
    }

    /// <summary>The type that a type extends, or that it is most like.</summary>
    private int TypeSource(PeTypeDef row, out bool extends)
    {
        extends = false;
        if (row.Extends != None && (row.Extends & PeImage.External) != 0
            && _entities.TryGetValue(_patch.Key(External(row.Extends)), out var parent) && PeDraft.KindOf(parent) == PeDraft.Definition)
        {
            extends = true;
            return parent;
        }

        var (best, bestScore) = (-1, 1);
        var methods = Enumerable.Range(row.FirstMethod, row.MethodCount).Select(_patch.Method).ToHashSet();
        var name = _patch.Text(row.Name);
        for (var image = 1; image < _bases.Length; image++)
        {
            for (var type = 0; type < (_bases[image]?.Image.TypeDefs.Length ?? 0); type++)
            {
                var other = _bases[image]!.Image.TypeDefs[type];
                var text = _bases[image]!.Text(other.Name);
                var score = (text == name ? 6 : name.StartsWith(text, StringComparison.Ordinal) ? 3 : 0)
                    + Enumerable.Range(other.FirstMethod, other.MethodCount).Count(m => methods.Contains(_bases[image]!.Method(m)));
                if (score > bestScore)
                {
                    (best, bestScore) = (PeDraft.Entity(image, PeDraft.Definition, type), score);
                }
            }
        }

        return best;
    }

    private void Interfaces(ushort offset)
    {
        if (offset == None)
        {
            Add(0);
            return;
        }

        var tokens = new PeSignatureReader(_patch.Image, offset).Interfaces();
        Add(tokens.Length);
        foreach (var token in tokens)
        {
            TypeToken(token, -1);
        }
    }

    private void Field(int index, int source)
    {
        var row = _patch.Image.FieldDefs[index];
        var at = source < 0 ? 0 : _raw[source >> 18].Row(BaseImage.FieldDef, source & 0xFFFF);
        Text(source, source < 0 ? 0 : _raw[source >> 18].U16(at), row.Name);
        Expect(source, source < 0 ? 0 : _raw[source >> 18].U16(at + 2) + 1);
        Type(new PeSignatureReader(_patch.Image, row.Signature).Field()!);
        if (row.DefaultValue == None)
        {
            Add(0);
        }
        else
        {
            var data = new PeSignatureReader(_patch.Image, row.DefaultValue).StaticData().ToArray();
            Add(data.Length + 1);
            Add([.. data.Select(value => (Symbol)value)]);
        }

        Add((int)row.Flags);
    }

    private void Method(int index, int owner, ref int cursor)
    {
        var row = _patch.Image.MethodDefs[index];
        var source = MethodSource(index, owner, ref cursor);
        _methodSources[index] = source;
        var image = source < 0 ? null : _raw[source >> 18];
        var at = source < 0 ? 0 : image!.Row(BaseImage.MethodDef, source & 0xFFFF);
        Text(source, source < 0 ? 0 : image!.U16(at), row.Name);
        Add((int)row.Flags & 0xFFFF, (int)((uint)row.Flags >> 16), row.Locals);
        if (row.Locals > 0)
        {
            Expect(source, source < 0 ? 0 : image!.U16(at + 12));
            foreach (var local in new PeSignatureReader(_patch.Image, row.LocalsSignature).Locals(row.Locals))
            {
                Type(local);
            }
        }

        Add(row.StackLength);
        var signature = new PeSignatureReader(_patch.Image, row.Signature).Method()!;
        Add(signature.Parameters.Length);
        _expected = source;
        _expectedAt = source < 0 ? 0 : image!.Start(BaseImage.Signatures) + image.U16(at + 14) + 2;
        foreach (var type in signature.Parameters.Prepend(signature.Returns))
        {
            Type(type);
        }

        Add(row.HasBody);
    }

    private int MethodSource(int index, int owner, ref int cursor)
    {
        var name = _patch.Method(index);
        if (owner >= 0)
        {
            var named = _bases[owner >> 18]!;
            var type = named.Image.TypeDefs[owner & 0xFFFF];
            var methods = Enumerable.Range(type.FirstMethod, type.MethodCount).ToList();
            var same = methods.FindIndex(m => named.Method(m) == name);
            same = same >= 0 ? same : methods.FindIndex(m => named.Text(named.Image.MethodDefs[m].Name) == _patch.Text(_patch.Image.MethodDefs[index].Name));
            var isSample = methods.Count == 0 || same < 0 || named.Method(methods[same]) != name;
            if (isSample && InSample(name) is { } sample)
            {
                Add(1, sample);
                return PeDraft.Entity(0, PeDraft.Definition, sample);
            }

            if (same >= 0 && methods[same] >= cursor)
            {
                Add(0, methods[same] - cursor);
                cursor = methods[same] + 1;
                return PeDraft.Sibling(owner, PeDraft.Definition, methods[same]);
            }

            if (same >= 0)
            {
                var entity = PeDraft.Sibling(owner, PeDraft.Definition, methods[same]);
                Add(3);
                Source(entity, canRefer: false);
                return entity;
            }
        }

        var like = MostLike(index);
        if (like < 0)
        {
            Add(2);
        }
        else
        {
            Add(3);
            Source(like, canRefer: false);
        }

        return like;
    }

    // The sample's class stands for the one that is being told.
    private int? InSample(string method)
    {
        method = method.Replace(_patch.Key(new PeToken(PeTable.TypeDef, _type)), _bases[0]?.Key(new PeToken(PeTable.TypeDef, 0)), StringComparison.Ordinal);
        for (var row = 0; row < (_bases[0]?.Image.MethodDefs.Length ?? 0); row++)
        {
            if (_bases[0]!.Method(row) == method)
            {
                return row;
            }
        }

        return null;
    }

    private static PeToken External(int index) =>
        (index & PeImage.External) != 0 ? new PeToken(PeTable.TypeRef, index & 0x7FFF) : new PeToken(PeTable.TypeDef, index);

    private static int Entity(int source, int index) =>
        PeDraft.Sibling(source, (index & 0x8000) != 0 ? PeDraft.Reference : PeDraft.Definition, index & 0x7FFF);
}
