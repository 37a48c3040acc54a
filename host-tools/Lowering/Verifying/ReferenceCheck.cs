using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>The header's name, AssemblyRef, TypeRef, FieldRef, MethodRef and TypeSpec.</summary>
internal sealed class ReferenceCheck(PeImage image, RowReport report)
{
    public void Run()
    {
        report.String(PeTable.AssemblyRef, 0, image.Header.AssemblyName, "the assembly's name");
        for (var i = 0; i < image.AssemblyRefs.Length; i++)
        {
            report.String(PeTable.AssemblyRef, i, image.AssemblyRefs[i].Name, "name");
        }

        for (var i = 0; i < image.TypeRefs.Length && !report.IsFull; i++)
        {
            CheckTypeRef(i);
        }

        Members(PeTable.FieldRef, image.FieldRefs);
        Members(PeTable.MethodRef, image.MethodRefs);
        for (var i = 0; i < image.TypeSpecs.Length && !report.IsFull; i++)
        {
            var reader = new PeSignatureReader(image, image.TypeSpecs[i].Signature);
            if (reader.TypeSpec() is { Element: not (PeElement.SzArray or (>= PeElement.Boolean and <= PeElement.R8) or PeElement.String or PeElement.Object) })
            {
                report.Error(PeTable.TypeSpec, i, "pe-type-spec", "a constructed type that is neither an array nor plain.");
            }

            report.Signature(PeTable.TypeSpec, i, reader);
        }
    }

    private void CheckTypeRef(int index)
    {
        var row = image.TypeRefs[index];
        report.String(PeTable.TypeRef, index, row.Name, "name");
        report.String(PeTable.TypeRef, index, row.Namespace, "namespace");
        var scope = row.Scope & 0x7FFF;
        if (!row.IsNested)
        {
            report.Index(PeTable.TypeRef, index, PeTable.AssemblyRef, scope, "scope");
        }
        else if (scope >= index)
        {
            // The firmware resolves in order, so this also excludes circles.
            report.Error(PeTable.TypeRef, index, "pe-scope-order", $"the enclosing type is TypeRef[{scope}], which is not before it.");
        }
    }

    private void Members(PeTable table, IReadOnlyList<PeMemberRef> rows)
    {
        for (var i = 0; i < rows.Count && !report.IsFull; i++)
        {
            report.String(table, i, rows[i].Name, "name");
            report.Index(table, i, PeTable.TypeRef, rows[i].Container, "container");
            var reader = new PeSignatureReader(image, rows[i].Signature);
            _ = table == PeTable.FieldRef ? (object?)reader.Field() : reader.Method();
            report.Signature(table, i, reader);
        }
    }
}
