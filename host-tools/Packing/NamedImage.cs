using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Packing;

/// <summary>
/// A .pe whose types and members have keys: equal in two images if and only if both mean the same, be it defined or referred to there.
/// </summary>
internal sealed class NamedImage
{
    private readonly PeNames _names;

    public NamedImage(PeImage image)
    {
        Image = image;
        Assembly = Text(image.Header.AssemblyName);
        Bodies = new PeBodyReader(image);
        _names = new PeNames(image);
    }

    public PeImage Image { get; }

    public string Assembly { get; }

    public PeBodyReader Bodies { get; }

    public string Text(ushort id) => PeStrings.Text(Image, id);

    public string Key(PeToken token) => token.Table switch
    {
        PeTable.TypeDef => Image.TypeDefs[token.Index] is var type && type.EnclosingType < Image.TypeDefs.Length
            ? $"{Key(new PeToken(PeTable.TypeDef, type.EnclosingType))}+{Text(type.Name)}"
            : $"[{Assembly}]{Text(type.Namespace)}.{Text(type.Name)}",
        PeTable.TypeRef => Image.TypeRefs[token.Index] is var type && type.IsNested
            ? $"{Key(new PeToken(PeTable.TypeRef, type.Scope & 0x7FFF))}+{Text(type.Name)}"
            : $"[{Text(Image.AssemblyRefs[type.Scope].Name)}]{Text(type.Namespace)}.{Text(type.Name)}",
        PeTable.TypeSpec => Type(new PeSignatureReader(Image, Image.TypeSpecs[token.Index].Signature).TypeSpec()!),
        PeTable.FieldDef => Image.FieldDefs[token.Index] is var field
            ? $"{Key(new PeToken(PeTable.TypeDef, _names.OwnerOfField(token.Index)))}::{Text(field.Name)} {Field(field.Signature)}" : "",
        PeTable.FieldRef => Image.FieldRefs[token.Index] is var field
            ? $"{Key(new PeToken(PeTable.TypeRef, field.Container))}::{Text(field.Name)} {Field(field.Signature)}" : "",
        PeTable.MethodDef => $"{Key(new PeToken(PeTable.TypeDef, _names.OwnerOfMethod(token.Index)))}::{Method(token.Index)}",
        PeTable.MethodRef => Image.MethodRefs[token.Index] is var method
            ? $"{Key(new PeToken(PeTable.TypeRef, method.Container))}::{Text(method.Name)}{Signature(method.Signature)}" : "",
        _ => $"?{token}",
    };

    /// <summary>Name and signature of a MethodDef, without its class.</summary>
    public string Method(int row) => Text(Image.MethodDefs[row].Name) + Signature(Image.MethodDefs[row].Signature);

    public string Type(PeType type) => type.Element switch
    {
        PeElement.SzArray => Type(type.Inner!) + "[]",
        PeElement.ByRef => Type(type.Inner!) + "&",
        PeElement.Class or PeElement.ValueType => $"{type.Element} {Key(type.Token)}",
        _ => type.Element.ToString(),
    };

    private string Field(ushort signature) => Type(new PeSignatureReader(Image, signature).Field()!);

    private string Signature(ushort offset)
    {
        var signature = new PeSignatureReader(Image, offset).Method()!;
        return $"({string.Join(",", signature.Parameters.Select(Type))}){Type(signature.Returns)} {signature.HasThis}";
    }
}
