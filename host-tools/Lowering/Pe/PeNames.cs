using System.Text;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Pe;

/// <summary>
/// Names of rows for people and for comparisons, the same in every .pe that means the same: <c>[mscorlib]System.Object</c>,
/// <c>Ns.Outer+Inner::Method(I4,String)</c>. Safe on images that were not verified: what does not exist is named with a question mark.
/// </summary>
public sealed class PeNames(PeImage image)
{
    private const int MaxNesting = 16;

    private readonly int[] _methodOwners = Owners(
        image.MethodDefs.Length, image.TypeDefs.Select(t => ((int)t.FirstMethod, t.MethodCount)));

    private readonly int[] _fieldOwners = Owners(
        image.FieldDefs.Length,
        image.TypeDefs.SelectMany(t => new[] { (t.FirstStaticField, (int)t.StaticFields), (t.FirstInstanceField, t.InstanceFields) })
            .Select(run => ((int)run.Item1, run.Item2)),
        runsPerOwner: 2);

    /// <summary>Index of the type that has the method, or -1.</summary>
    public int OwnerOfMethod(int method) => _methodOwners[method];

    /// <summary>Index of the type that has the field, or -1.</summary>
    public int OwnerOfField(int field) => _fieldOwners[field];

    public string Of(PeToken token)
    {
        if (token.Table == PeTable.Strings)
        {
            return PeStrings.Find(image, (ushort)token.Index) is { } text ? Quote(text) : $"?string 0x{token.Index:X4}";
        }

        if (token.Index < 0 || token.Index >= image.Count(token.Table))
        {
            return $"?{token}";
        }

        return token.Table switch
        {
            PeTable.TypeDef => TypeDef(token.Index, 0),
            PeTable.TypeRef => TypeRef(token.Index, 0),
            PeTable.TypeSpec => TypeSpec(token.Index),
            PeTable.FieldDef => $"{Owner(_fieldOwners[token.Index])}::{PeStrings.Text(image, image.FieldDefs[token.Index].Name)}",
            PeTable.MethodDef => Method(token.Index),
            PeTable.FieldRef => FieldRef(token.Index),
            PeTable.MethodRef => MethodRef(token.Index),
            PeTable.AssemblyRef => PeStrings.Text(image, image.AssemblyRefs[token.Index].Name),
            _ => $"?{token}",
        };
    }

    public string Of(PeType? type) => type switch
    {
        null => "?",
        { Element: PeElement.SzArray } => Of(type.Inner) + "[]",
        { Element: PeElement.ByRef } => Of(type.Inner) + "&",
        { IsNamed: true } => Of(type.Token),
        _ => type.Element.ToString(),
    };

    public string Of(PeMethodSignature? signature) => signature == null
        ? "(?)"
        : $"({string.Join(",", signature.Parameters.Select(Of))})";

    /// <summary>Parameters and return type of the method signature at an offset.</summary>
    public PeMethodSignature? MethodSignature(int offset) => new PeSignatureReader(image, offset).Method();

    /// <summary>With the quotes and escapes of C#.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or (char)0x7F => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private string Method(int index)
    {
        var row = image.MethodDefs[index];
        return $"{Owner(_methodOwners[index])}::{PeStrings.Text(image, row.Name)}{Of(MethodSignature(row.Signature))}";
    }

    private string FieldRef(int index)
    {
        var row = image.FieldRefs[index];
        return $"{Of(new PeToken(PeTable.TypeRef, row.Container))}::{PeStrings.Text(image, row.Name)}";
    }

    private string MethodRef(int index)
    {
        var row = image.MethodRefs[index];
        return $"{Of(new PeToken(PeTable.TypeRef, row.Container))}::{PeStrings.Text(image, row.Name)}{Of(MethodSignature(row.Signature))}";
    }

    private string Owner(int type) => type < 0 ? "?" : TypeDef(type, 0);

    private string TypeDef(int index, int depth)
    {
        var row = image.TypeDefs[index];
        return row.EnclosingType < image.TypeDefs.Length && depth < MaxNesting
            ? $"{TypeDef(row.EnclosingType, depth + 1)}+{PeStrings.Text(image, row.Name)}"
            : Qualified(row.Namespace, row.Name);
    }

    private string TypeRef(int index, int depth)
    {
        var row = image.TypeRefs[index];
        var scope = row.Scope & 0x7FFF;
        if (row.IsNested)
        {
            return scope < image.TypeRefs.Length && depth < MaxNesting
                ? $"{TypeRef(scope, depth + 1)}+{PeStrings.Text(image, row.Name)}"
                : $"?TypeRef[{index}]";
        }

        return $"[{Of(new PeToken(PeTable.AssemblyRef, scope))}]{Qualified(row.Namespace, row.Name)}";
    }

    private string TypeSpec(int index) => Of(new PeSignatureReader(image, image.TypeSpecs[index].Signature).TypeSpec());

    private string Qualified(ushort nameSpace, ushort name)
    {
        var prefix = PeStrings.Text(image, nameSpace);
        return prefix.Length == 0 ? PeStrings.Text(image, name) : $"{prefix}.{PeStrings.Text(image, name)}";
    }

    private static int[] Owners(int count, IEnumerable<(int First, int Count)> runs, int runsPerOwner = 1)
    {
        var owners = new int[count];
        Array.Fill(owners, -1);
        var run = 0;
        foreach (var (first, length) in runs)
        {
            for (var i = first; i < Math.Min(first + length, count); i++)
            {
                owners[i] = run / runsPerOwner;
            }

            run++;
        }

        return owners;
    }
}
