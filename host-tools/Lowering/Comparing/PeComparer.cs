using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Comparing;

/// <summary>
/// Whether two .pe mean the same: same types, members, signatures, code with tokens replaced by names, handlers, static data, attributes and
/// resources. Not compared: where things lie in heaps, which unused references a file carries, the bit that says that there are attributes
/// (the rows are compared), and stack lengths (each has its own way to count).
/// </summary>
public sealed class PeComparer
{
    private readonly PeImage _first;
    private readonly PeImage _second;
    private readonly PeNames _firstNames;
    private readonly PeNames _secondNames;
    private readonly PeBodyReader _firstBodies;
    private readonly PeBodyReader _secondBodies;
    private readonly List<PeDifference> _differences = [];

    private PeComparer(PeImage first, PeImage second)
    {
        _first = first;
        _second = second;
        _firstNames = new PeNames(first);
        _secondNames = new PeNames(second);
        _firstBodies = new PeBodyReader(first);
        _secondBodies = new PeBodyReader(second);
    }

    /// <summary>Empty when they mean the same. Both should have passed the verifier.</summary>
    public static IReadOnlyList<PeDifference> Compare(PeImage first, PeImage second)
    {
        var comparer = new PeComparer(first, second);
        comparer.Run();
        return comparer._differences;
    }

    private void Run()
    {
        Check(PeDifferenceKind.Header, "name", PeStrings.Text(_first, _first.Header.AssemblyName), PeStrings.Text(_second, _second.Header.AssemblyName));
        Check(PeDifferenceKind.Header, "version", _first.Header.Version, _second.Header.Version);
        Check(PeDifferenceKind.Header, "native checksum", $"0x{_first.Header.NativeChecksum:X8}", $"0x{_second.Header.NativeChecksum:X8}");
        var first = Types(_first, _firstNames);
        var second = Types(_second, _secondNames);
        Check(PeDifferenceKind.Order, "types", string.Join(" ", first.Keys), string.Join(" ", second.Keys));
        foreach (var name in first.Keys.Union(second.Keys))
        {
            if (!first.TryGetValue(name, out var a) || !second.TryGetValue(name, out var b))
            {
                Check(PeDifferenceKind.Type, name, first.ContainsKey(name), second.ContainsKey(name));
                continue;
            }

            Compare(name, _first.TypeDefs[a], _second.TypeDefs[b]);
        }

        var attributes = PeAttributeTexts.Of(_first, _firstNames);
        var others = PeAttributeTexts.Of(_second, _secondNames);
        foreach (var text in attributes.Except(others))
        {
            Check(PeDifferenceKind.Attribute, text, true, false);
        }

        foreach (var text in others.Except(attributes))
        {
            Check(PeDifferenceKind.Attribute, text, false, true);
        }

        CompareResources();
    }

    private static Dictionary<string, int> Types(PeImage image, PeNames names)
    {
        var types = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < image.TypeDefs.Length; i++)
        {
            types.TryAdd(names.Of(new PeToken(PeTable.TypeDef, i)), i);
        }

        return types;
    }

    private void Compare(string name, PeTypeDef a, PeTypeDef b)
    {
        Check(PeDifferenceKind.Type, name + " flags", a.Flags & ~PeTypeFlags.HasAttributes, b.Flags & ~PeTypeFlags.HasAttributes);
        Check(PeDifferenceKind.Type, name + " data type", a.DataType, b.DataType);
        Check(PeDifferenceKind.Type, name + " base", Base(_firstNames, a), Base(_secondNames, b));
        Check(PeDifferenceKind.Type, name + " interfaces", Interfaces(_first, _firstNames, a), Interfaces(_second, _secondNames, b));
        Members(name + " static fields", PeTable.FieldDef, (a.FirstStaticField, a.StaticFields), (b.FirstStaticField, b.StaticFields), CompareField);
        Members(name + " instance fields", PeTable.FieldDef, (a.FirstInstanceField, a.InstanceFields), (b.FirstInstanceField, b.InstanceFields), CompareField);
        Check(
            PeDifferenceKind.Method, name + " sections",
            (a.VirtualMethods, a.InstanceMethods, a.StaticMethods), (b.VirtualMethods, b.InstanceMethods, b.StaticMethods));
        Members(name + " methods", PeTable.MethodDef, (a.FirstMethod, a.MethodCount), (b.FirstMethod, b.MethodCount), CompareMethod);
    }

    private void Members(string place, PeTable table, (int Start, int Count) a, (int Start, int Count) b, Action<string, int, int> compare)
    {
        string Name(PeNames names, int row) => names.Of(new PeToken(table, row));
        var first = string.Join(" ", Enumerable.Range(a.Start, a.Count).Select(row => Name(_firstNames, row)));
        var second = string.Join(" ", Enumerable.Range(b.Start, b.Count).Select(row => Name(_secondNames, row)));
        if (first != second)
        {
            Check(table == PeTable.FieldDef ? PeDifferenceKind.Field : PeDifferenceKind.Method, place, first, second);
            return;
        }

        for (var i = 0; i < a.Count; i++)
        {
            compare(Name(_firstNames, a.Start + i), a.Start + i, b.Start + i);
        }
    }

    private void CompareField(string name, int first, int second)
    {
        PeFieldDef a = _first.FieldDefs[first], b = _second.FieldDefs[second];
        Check(PeDifferenceKind.Field, name + " flags", a.Flags & ~PeFieldFlags.HasAttributes, b.Flags & ~PeFieldFlags.HasAttributes);
        Check(
            PeDifferenceKind.Field, name,
            _firstNames.Of(new PeSignatureReader(_first, a.Signature).Field()), _secondNames.Of(new PeSignatureReader(_second, b.Signature).Field()));
        Check(PeDifferenceKind.StaticData, name, Data(_first, a), Data(_second, b));
    }

    private void CompareMethod(string name, int first, int second)
    {
        PeMethodDef a = _first.MethodDefs[first], b = _second.MethodDefs[second];
        Check(PeDifferenceKind.Method, name + " flags", a.Flags & ~PeMethodFlags.HasAttributes, b.Flags & ~PeMethodFlags.HasAttributes);
        Check(PeDifferenceKind.Method, name + " return", a.ReturnType, b.ReturnType);
        Check(PeDifferenceKind.Method, name + " arguments", a.Arguments, b.Arguments);
        Check(
            PeDifferenceKind.Method, name + " returned type",
            _firstNames.Of(_firstNames.MethodSignature(a.Signature)?.Returns), _secondNames.Of(_secondNames.MethodSignature(b.Signature)?.Returns));
        Check(PeDifferenceKind.Method, name + " locals", Locals(_first, _firstNames, a), Locals(_second, _secondNames, b));
        Check(PeDifferenceKind.Method, name + " body", a.HasBody, b.HasBody);
        if (a.HasBody && b.HasBody)
        {
            CompareBody(name, _firstBodies.Read(first, out var problem), _secondBodies.Read(second, out var otherProblem), problem, otherProblem);
        }
    }

    private void CompareBody(string name, PeBody? a, PeBody? b, string? problem, string? otherProblem)
    {
        if (a == null || b == null)
        {
            Check(PeDifferenceKind.Code, name, problem ?? "decodes", otherProblem ?? "decodes");
            return;
        }

        Check(PeDifferenceKind.Code, name + " instructions", a.Instructions.Length, b.Instructions.Length);
        for (var i = 0; i < Math.Min(a.Instructions.Length, b.Instructions.Length); i++)
        {
            Check(PeDifferenceKind.Code, name, PeInstructionText.Of(a.Instructions[i], _firstNames), PeInstructionText.Of(b.Instructions[i], _secondNames));
        }

        Check(PeDifferenceKind.Handler, name, Handlers(a, _firstNames), Handlers(b, _secondNames));
    }

    private void CompareResources()
    {
        var first = PeResourceTexts.Of(_first);
        var second = PeResourceTexts.Of(_second);
        foreach (var text in first.Except(second))
        {
            Check(PeDifferenceKind.Resource, text, true, false);
        }

        foreach (var text in second.Except(first))
        {
            Check(PeDifferenceKind.Resource, text, false, true);
        }
    }

    private void Check<T>(PeDifferenceKind kind, string place, T first, T second)
    {
        if (!EqualityComparer<T>.Default.Equals(first, second))
        {
            _differences.Add(new PeDifference(kind, place, $"{first}", $"{second}"));
        }
    }

    private static string Base(PeNames names, PeTypeDef type) => type.Extends == PeImage.None
        ? ""
        : names.Of(new PeToken((type.Extends & PeImage.External) != 0 ? PeTable.TypeRef : PeTable.TypeDef, type.Extends & 0x7FFF));

    private static string Interfaces(PeImage image, PeNames names, PeTypeDef type) => type.Interfaces == PeImage.None
        ? ""
        : string.Join(" ", new PeSignatureReader(image, type.Interfaces).Interfaces().Select(names.Of));

    private static string Locals(PeImage image, PeNames names, PeMethodDef method) => method.Locals == 0
        ? ""
        : string.Join(" ", new PeSignatureReader(image, method.LocalsSignature).Locals(method.Locals).Select(names.Of));

    private static string Data(PeImage image, PeFieldDef field) => field.DefaultValue == PeImage.None
        ? ""
        : Convert.ToHexString(new PeSignatureReader(image, field.DefaultValue).StaticData());

    private static string Handlers(PeBody body, PeNames names) => string.Join(
        " ", body.Handlers.OrderBy(handler => handler.HandlerStart).Select(handler => PeInstructionText.Of(body.ToItsEnd(handler), names)));
}
