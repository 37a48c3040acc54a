using Mono.Cecil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Custom attributes that can be asked for at run time. Their values name strings by id, so rows are made in two passes: <see cref="Collect"/>
/// while strings are collected, <see cref="Encode"/> when they have ids. An attribute the firmware cannot read is left out with a warning.
/// </summary>
internal sealed class AttributeEncoder(ReferenceTables references, StringHeap strings, BlobHeap blobs, LoweringOptions options, Diagnostics diagnostics)
{
    private readonly List<(PeTable Table, ushort Owner, ushort Constructor, CustomAttribute Attribute)> _rows = [];

    /// <summary>Whether the owner has attributes that will be written.</summary>
    public bool Collect(PeTable table, int owner, ICustomAttributeProvider provider, string place)
    {
        var before = _rows.Count;
        foreach (var attribute in provider.CustomAttributes.Where(attribute => !LeftOut.IsLeftOut(attribute, options)))
        {
            var values = Resolution.Of(attribute.Constructor) == null ? null : Values(attribute);
            if (values == null)
            {
                diagnostics.Warning(LoweringCode.AttributeLeftOut, place, $"{attribute.AttributeType.FullName} is left out: the firmware cannot read its values.");
                continue;
            }

            foreach (var text in values.Texts)
            {
                strings.Handle(text);
            }

            var token = references.Method(attribute.Constructor);
            var constructor = (ushort)(token.Index | (token.Table == PeTable.MethodRef ? PeImage.External : 0));
            _rows.Add((table, (ushort)owner, constructor, attribute));
        }

        return _rows.Count > before;
    }

    private static AttributeValues? Values(CustomAttribute attribute)
    {
        try
        {
            return AttributeValues.Of(attribute);
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    /// <summary>Rows with handles for their values; strings must be sealed.</summary>
    public IEnumerable<PeAttribute> Encode()
    {
        foreach (var (table, owner, constructor, attribute) in _rows.OrderBy(row => row.Table))
        {
            var bytes = AttributeValues.Of(attribute)!.Encode(strings.IdOf);
            yield return new PeAttribute((ushort)table, owner, constructor, blobs.Handle(bytes));
        }
    }
}
