using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>Attributes: owner, constructor and values that stay inside the heap.</summary>
internal sealed class AttributeCheck(PeImage image, PeRules rules, RowReport report)
{
    public void Run()
    {
        for (var i = 0; i < image.Attributes.Length && !report.IsFull; i++)
        {
            var row = image.Attributes[i];
            if (row.OwnerTable is < (ushort)PeTable.TypeDef or > (ushort)PeTable.MethodDef)
            {
                report.Error(PeTable.Attributes, i, "pe-attribute-owner", $"owner in table {row.OwnerTable}.");
                continue;
            }

            CheckOwner(i, row);
            var isExternal = (row.Constructor & PeImage.External) != 0;
            var index = row.Constructor & 0x7FFF;
            if (report.Index(PeTable.Attributes, i, isExternal ? PeTable.MethodRef : PeTable.MethodDef, index, "constructor"))
            {
                var signature = isExternal ? image.MethodRefs[index].Signature : image.MethodDefs[index].Signature;
                CheckValues(i, row, new PeSignatureReader(image, signature).Method());
            }
        }
    }

    /// <summary>
    /// The firmware only compares owners. The stock processor numbers them before it leaves types out, so its files may name one that is not
    /// there.
    /// </summary>
    private void CheckOwner(int index, PeAttribute row)
    {
        if (rules.AllowOrphanAttributes && row.Owner >= image.Count((PeTable)row.OwnerTable))
        {
            report.Warning(PeTable.Attributes, index, "pe-attribute-owner", $"the owner is {(PeTable)row.OwnerTable}[{row.Owner}], which does not exist.");
        }
        else
        {
            report.Index(PeTable.Attributes, index, (PeTable)row.OwnerTable, row.Owner, "owner");
        }
    }

    private void CheckValues(int index, PeAttribute row, PeMethodSignature? constructor)
    {
        if (constructor == null)
        {
            return;
        }

        var reader = new PeAttributeReader(image, row.Values);
        reader.Read(constructor);
        if (reader.Problem is { } problem)
        {
            report.Error(PeTable.Attributes, index, "pe-attribute-values", problem + ".");
        }
    }
}
