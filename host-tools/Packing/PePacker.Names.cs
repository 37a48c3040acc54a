using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

internal sealed partial class PePacker
{
    private int _expected = -1;
    private int _expectedAt;

    private void Expect(int source, int signature)
    {
        _expected = signature >= None ? -1 : source;
        _expectedAt = _expected < 0 ? 0 : _raw[source >> 18].Start(BaseImage.Signatures) + signature;
    }

    private void Type(PeType type)
    {
        for (PeType? part = type; part != null; part = part.Inner)
        {
            var element = (int)part.Element;
            _expected = _expected >= 0 && _raw[_expected >> 18].U8(_expectedAt++) == element ? _expected : -1;
            Add(element);
            if (part.IsNamed)
            {
                var entity = -1;
                if (_expected >= 0)
                {
                    _expectedAt = PeDraft.ReadToken(_raw[_expected >> 18], _expectedAt, out var token);
                    entity = PeDraft.Sibling(_expected, token & 3, token >> 2);
                }

                TypeToken(part.Token, entity);
            }
        }
    }

    private void TypeToken(PeToken token, int entity)
    {
        var key = _patch.Key(token);
        if (entity >= 0)
        {
            var own = entity == 0 ? _type : entity == 1 || PeDraft.KindOf(entity) != PeDraft.Definition ? -1 : Array.IndexOf(_typeSources, entity);
            entity = entity == 1 && _typeSources[_type] >= 0 ? _typeSources[_type] : entity;
            if (own >= 0)
            {
                var isOwn = token == new PeToken(PeTable.TypeDef, own);
                Add(isOwn);
                if (isOwn)
                {
                    return;
                }
            }

            var isExpected = token.Table != PeTable.TypeDef && key == KeyOf(entity, PeTable.TypeDef, PeTable.TypeRef);
            Add(isExpected);
            if (isExpected)
            {
                return;
            }
        }

        switch (token.Table)
        {
            case PeTable.TypeDef:
                Add(2, token.Index);
                break;
            case PeTable.TypeSpec:
                Add(5);
                _expected = -1;
                Type(new PeSignatureReader(_patch.Image, _patch.Image.TypeSpecs[token.Index].Signature).TypeSpec()!);
                break;
            default:
                Late(draft => DraftKeys.FindTypeRef(draft, key) is { } row ? [0, row]
                    : _entities.TryGetValue(key, out var known) ? [1, .. SourceSymbols(known)]
                    : [3, .. ExplicitType(token, draft)]);
                break;
        }
    }

    private IEnumerable<Symbol> ExplicitType(PeToken token, PeDraft draft)
    {
        var row = _patch.Image.TypeRefs[token.Index];
        IEnumerable<Symbol> scope;
        if (row.IsNested)
        {
            scope = DraftKeys.FindTypeRef(draft, _patch.Key(new PeToken(PeTable.TypeRef, row.Scope & 0x7FFF))) is { } outer
                ? [1, outer] : throw new NotSupportedException("a nested type whose outer one is not referred to");
        }
        else
        {
            var assembly = _patch.Image.AssemblyRefs[row.Scope];
            var version = assembly.Version;
            scope = DraftKeys.FindAssemblyRef(draft, _patch.Text(assembly.Name)) is { } known ? [0, known]
                : [2, .. TextSymbols(assembly.Name),
                    .. new[] { version.Major, version.Minor, version.Build, version.Revision }.SelectMany(part => new Symbol[] { part & 255, part >> 8 })];
        }

        return [.. scope, .. TextSymbols(row.Name), .. TextSymbols(row.Namespace)];
    }

    private void MemberToken(PeToken token, int entity)
    {
        var isMethod = token.Table is PeTable.MethodDef or PeTable.MethodRef;
        var (definitions, references) = isMethod ? (PeTable.MethodDef, PeTable.MethodRef) : (PeTable.FieldDef, PeTable.FieldRef);
        var key = _patch.Key(token);
        if (entity >= 0)
        {
            var own = isMethod && PeDraft.KindOf(entity) == PeDraft.Definition ? OwnMethod(entity) : -1;
            if (own >= 0)
            {
                var isOwn = token == new PeToken(PeTable.MethodDef, own);
                Add(isOwn);
                if (isOwn)
                {
                    return;
                }
            }

            var isExpected = token.Table == references && key == KeyOf(entity, definitions, references);
            Add(isExpected);
            if (isExpected)
            {
                return;
            }
        }

        if (token.Table == definitions)
        {
            Add(2, token.Index);
            return;
        }

        Late(draft => DraftKeys.FindMember(draft, isMethod, key) is { } row ? [0, row]
            : _entities.TryGetValue(key, out var known) ? [1, .. SourceSymbols(known)]
            : [3, .. ExplicitMember(token, isMethod)]);
    }

    private int OwnMethod(int entity) => Array.IndexOf(_methodSources, entity, entity >> 18 == 0 ? _patch.Image.TypeDefs[_type].FirstMethod : 0);

    private IEnumerable<Symbol> ExplicitMember(PeToken token, bool isMethod)
    {
        var row = isMethod ? _patch.Image.MethodRefs[token.Index] : _patch.Image.FieldRefs[token.Index];
        var start = _symbols.Count;
        TypeToken(new PeToken(PeTable.TypeRef, row.Container), -1);
        Add([.. TextSymbols(row.Name)]);
        _expected = -1;
        if (isMethod)
        {
            var signature = new PeSignatureReader(_patch.Image, row.Signature).Method()!;
            Add(signature.HasThis ? 0x20 : 0, signature.Parameters.Length);
            foreach (var type in signature.Parameters.Prepend(signature.Returns))
            {
                Type(type);
            }
        }
        else
        {
            Type(new PeSignatureReader(_patch.Image, row.Signature).Field()!);
        }

        var symbols = _symbols[start..];
        _symbols.RemoveRange(start, _symbols.Count - start);
        return symbols;
    }

    private void Source(int entity, bool canRefer) => Add([.. SourceSymbols(entity, canRefer)]);

    private static Symbol[] SourceSymbols(int entity, bool canRefer = true) => canRefer
        ? [entity >> 18, PeDraft.KindOf(entity) == PeDraft.Reference, entity & 0xFFFF]
        : [entity >> 18, entity & 0xFFFF];

    private string KeyOf(int entity, PeTable definitions, PeTable references) => _bases[entity >> 18]!.Key(new PeToken(
        PeDraft.KindOf(entity) switch { PeDraft.Definition => definitions, PeDraft.Reference => references, _ => PeTable.TypeSpec }, entity & 0xFFFF));

    private void Text(int entity, int id, ushort actual)
    {
        if (entity >= 0)
        {
            var named = _bases[entity >> 18]!;
            var isSame = actual >= FirmwareStrings.FirstId || id >= FirmwareStrings.FirstId ? actual == id : _patch.Text(actual) == named.Text((ushort)id);
            Add(isSame);
            if (isSame)
            {
                return;
            }

            var expected = id >= FirmwareStrings.FirstId ? "" : named.Text((ushort)id);
            var text = _patch.Text(actual);
            var common = expected.Zip(text).TakeWhile(pair => pair.First == pair.Second && pair.First < 128).Count();
            if (actual < FirmwareStrings.FirstId && common > 2)
            {
                Add([2, common, .. Characters(text[common..])]);
                return;
            }
        }

        Add([.. TextSymbols(actual)]);
    }

    private IEnumerable<Symbol> TextSymbols(ushort id) =>
        id >= FirmwareStrings.FirstId ? [1, id - PeDraft.FirstFirmwareString] : [0, .. Characters(_patch.Text(id))];

    private static IEnumerable<Symbol> Characters(string text) =>
        System.Text.Encoding.UTF8.GetBytes(text).Select(value => (Symbol)(int)value).Append(0);

    private void Late(Func<PeDraft, IEnumerable<Symbol>> late) => Add(new Symbol(0, late));
}
