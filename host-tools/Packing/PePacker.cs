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

    /// <param name="patch">The assembly.</param>
    /// <param name="plan">Its plan; empty while only the assembly is asked for.</param>
    /// <param name="bases">What both are told against.</param>
    public static IReadOnlyList<Symbol> Symbols(PeImage patch, byte[] plan, PackedBase bases)
    {
        if (patch.Attributes.Length > 0 || patch.Resources.Length > 0 || patch.ResourceFiles.Length > 0 || patch.Header.NativeChecksum != 0)
        {
            throw new NotSupportedException("attributes, resources and native methods have no packed form");
        }

        var packer = new PePacker(new NamedImage(patch), bases);
        packer.All();
        packer.Holders(plan);
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
        var isUsual = name.Length == 5 && name.All(Digits.Contains);
        Add(isUsual);
        if (isUsual)
        {
            Add([.. name.Select(c => (Symbol)Digits.IndexOf(c, StringComparison.Ordinal))]);
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
            _type = _patch.Image.TypeDefs.ToList().FindLastIndex(type => type.FirstMethod <= method);
            Body(method);
        }
    }

    private static PeToken External(int index) =>
        (index & PeImage.External) != 0 ? new PeToken(PeTable.TypeRef, index & 0x7FFF) : new PeToken(PeTable.TypeDef, index);

    private static int Entity(int source, int index) =>
        PeDraft.Sibling(source, (index & 0x8000) != 0 ? PeDraft.Reference : PeDraft.Definition, index & 0x7FFF);
}
