using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

// Rows of types and fields.
internal sealed partial class PePacker
{
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
}
