using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Comparing;

/// <summary>Custom attributes as text.</summary>
internal static class PeAttributeTexts
{
    /// <summary><c>Ns.Type: [mscorlib]System.SomeAttribute::.ctor(I4) 7</c></summary>
    public static IReadOnlyList<string> Of(PeImage image, PeNames names) => [.. image.Attributes.Select(row => Of(row, image, names))];

    private static string Of(PeAttribute row, PeImage image, PeNames names)
    {
        var isExternal = (row.Constructor & PeImage.External) != 0;
        var index = row.Constructor & 0x7FFF;
        var constructor = new PeToken(isExternal ? PeTable.MethodRef : PeTable.MethodDef, index);
        var signature = index >= image.Count(constructor.Table) ? null
            : names.MethodSignature(isExternal ? image.MethodRefs[index].Signature : image.MethodDefs[index].Signature);
        var values = signature == null ? [] : new PeAttributeReader(image, row.Values).Read(signature);
        return $"{names.Of(new PeToken((PeTable)row.OwnerTable, row.Owner))}: {names.Of(constructor)} {string.Join(", ", values)}";
    }
}
