using NanoLive.Lowering.Comparing;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Listing;

/// <summary>
/// A .pe as text: header, references, types with fields, methods and their code, attributes, resources. Works on any image that was read; what
/// does not exist is marked with a question mark.
/// </summary>
public sealed class PeListing
{
    private readonly PeImage _image;
    private readonly PeNames _names;
    private readonly PeBodyReader _bodies;

    private PeListing(PeImage image)
    {
        _image = image;
        _names = new PeNames(image);
        _bodies = new PeBodyReader(image);
    }

    /// <summary>The lines, without their ends; with <paramref name="code"/> the instructions of every method, too.</summary>
    public static IEnumerable<string> Lines(PeImage image, bool code = true) => new PeListing(image).Lines(code);

    private IEnumerable<string> Lines(bool code)
    {
        var header = _image.Header;
        yield return $".assembly {PeStrings.Text(_image, header.AssemblyName)} {header.Version}";
        yield return $"  native checksum 0x{header.NativeChecksum:X8}, checksums 0x{header.HeaderCrc:X8} 0x{header.AssemblyCrc:X8}";
        foreach (var reference in _image.AssemblyRefs)
        {
            yield return $"  refers to {PeStrings.Text(_image, reference.Name)} {reference.Version}";
        }

        foreach (var line in References(PeTable.TypeRef).Concat(References(PeTable.FieldRef)).Concat(References(PeTable.MethodRef)))
        {
            yield return line;
        }

        for (var i = 0; i < _image.TypeDefs.Length; i++)
        {
            foreach (var line in Type(i, code))
            {
                yield return line;
            }
        }

        foreach (var line in PeAttributeTexts.Of(_image, _names))
        {
            yield return $".attribute {line}";
        }

        foreach (var line in PeResourceTexts.Of(_image))
        {
            yield return $".resource {line}";
        }
    }

    private IEnumerable<string> References(PeTable table)
    {
        for (var i = 0; i < _image.Count(table); i++)
        {
            yield return $"  {table}[{i}] {_names.Of(new PeToken(table, i))}";
        }
    }

    private IEnumerable<string> Type(int index, bool code)
    {
        var type = _image.TypeDefs[index];
        yield return "";
        yield return $".type {_names.Of(new PeToken(PeTable.TypeDef, index))} ({type.Flags}, {type.DataType}){Base(type)}{Interfaces(type)}";
        var statics = Run(type.FirstStaticField, type.StaticFields, PeTable.FieldDef);
        foreach (var field in statics.Concat(Run(type.FirstInstanceField, type.InstanceFields, PeTable.FieldDef)))
        {
            yield return Field(field);
        }

        foreach (var method in Run(type.FirstMethod, type.MethodCount, PeTable.MethodDef))
        {
            foreach (var line in Method(method, code))
            {
                yield return line;
            }
        }
    }

    private IEnumerable<int> Run(int first, int count, PeTable table) => Enumerable.Range(first, Math.Clamp(_image.Count(table) - first, 0, count));

    private string Base(PeTypeDef type) => type.Extends == PeImage.None
        ? ""
        : $" : {_names.Of(new PeToken((type.Extends & PeImage.External) != 0 ? PeTable.TypeRef : PeTable.TypeDef, type.Extends & 0x7FFF))}";

    private string Interfaces(PeTypeDef type) => type.Interfaces == PeImage.None
        ? ""
        : string.Concat(new PeSignatureReader(_image, type.Interfaces).Interfaces().Select(token => ", " + _names.Of(token)));

    private string Field(int index)
    {
        var field = _image.FieldDefs[index];
        var type = _names.Of(new PeSignatureReader(_image, field.Signature).Field());
        var data = field.DefaultValue == PeImage.None ? "" : $" = {new PeSignatureReader(_image, field.DefaultValue).StaticData().Length} bytes";
        return $"  .field {type} {PeStrings.Text(_image, field.Name)} ({field.Flags}){data}";
    }

    private IEnumerable<string> Method(int index, bool code)
    {
        var method = _image.MethodDefs[index];
        var signature = _names.MethodSignature(method.Signature);
        var name = $"{_names.Of(signature?.Returns)} {PeStrings.Text(_image, method.Name)}{_names.Of(signature)}";
        yield return $"  .method {name} ({method.Flags}) {_bodies.Bytes(index).Length} bytes, stack {method.StackLength}";
        if (!code || !method.HasBody)
        {
            yield break;
        }

        if (method.Locals > 0)
        {
            yield return $"    .locals {string.Join(", ", new PeSignatureReader(_image, method.LocalsSignature).Locals(method.Locals).Select(_names.Of))}";
        }

        var body = _bodies.Read(index, out var problem);
        foreach (var instruction in body?.Instructions ?? [])
        {
            yield return $"    {PeInstructionText.Of(instruction, _names)}";
        }

        foreach (var handler in body?.Handlers ?? [])
        {
            yield return $"    {PeInstructionText.Of(handler, _names)}";
        }

        if (body == null)
        {
            yield return $"    ? {problem}";
        }
    }
}
