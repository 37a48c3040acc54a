using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

// Rows of methods, and what each is told against.
internal sealed partial class PePacker
{
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

        if (owner < 0 && InSample(name) is { } common)
        {
            Add(1, common);
            return PeDraft.Entity(0, PeDraft.Definition, common);
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
}
